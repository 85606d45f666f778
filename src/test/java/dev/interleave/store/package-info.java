@NullMarked
package dev.interleave.store;

import org.jspecify.annotations.NullMarked;
