/// Interleave: exact computations over HTTP, interleaved on one event loop.
@NullMarked
package dev.interleave;

import org.jspecify.annotations.NullMarked;
