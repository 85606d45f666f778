/// The HTTP contract, held against the whole application on a real port.
@NullMarked
package dev.interleave.api;

import org.jspecify.annotations.NullMarked;
