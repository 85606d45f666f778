/// The values of a running program, as plain data.
///
/// Small values are those of Java: [Long] for an integer of 64 bits, [java.math.BigInteger] for a longer one,
/// [Double], [Boolean] and [String]; [Singleton] holds `None` and its like. Everything with an identity is a
/// [HeapObject]. Start with [HeapObject], [ClassObject] and [Types].
///
/// Fields are public where the machine and the operations read them in their inner loops.
@NullMarked
package dev.interleave.language.value;

import org.jspecify.annotations.NullMarked;
