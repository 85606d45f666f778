/// Arrays of limbs.
@NullMarked
package dev.interleave.arithmetic.limb;

import org.jspecify.annotations.NullMarked;
