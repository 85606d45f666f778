/// Factorials.
@NamedInterface("factorial")
@NullMarked
package dev.interleave.computation.factorial;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
