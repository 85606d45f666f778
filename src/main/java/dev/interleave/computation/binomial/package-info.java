/// Binomial coefficients.
@NullMarked
package dev.interleave.computation.binomial;

import org.jspecify.annotations.NullMarked;
