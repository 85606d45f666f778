/// The catalogue of all computations on offer.
@NamedInterface("catalogue")
@NullMarked
package dev.interleave.computation.catalogue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
