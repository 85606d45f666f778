/// Exact natural numbers, and the multiplications on them.
///
/// A number is a row of 64-bit limbs, the lowest first, each an unsigned digit in base 2⁶⁴. What takes long is
/// cut so that one call is one bounded piece of work, for an event loop to run between others. This room sees
/// `java.*` only.
@NullMarked
package dev.interleave.arithmetic;

import org.jspecify.annotations.NullMarked;
