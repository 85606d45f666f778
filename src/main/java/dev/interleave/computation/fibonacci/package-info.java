/// Fibonacci numbers.
@NullMarked
package dev.interleave.computation.fibonacci;

import org.jspecify.annotations.NullMarked;
