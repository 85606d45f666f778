/// Arrays of limbs.
@NamedInterface("limb")
@NullMarked
package dev.interleave.arithmetic.limb;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
