/// Exact natural numbers, and the multiplications on them.
///
/// A number is a row of 64-bit limbs, the lowest first, in base 10¹⁸ or 2⁶⁴. Long operations are cut into bounded
/// pieces, so that an event loop can run other tasks between two pieces. This module depends on `java.*` only.
@NullMarked
package dev.interleave.arithmetic;

import org.jspecify.annotations.NullMarked;
