/// Long operations that run in bounded steps.
@NamedInterface("sliced")
@NullMarked
package dev.interleave.arithmetic.sliced;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
