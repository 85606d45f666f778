/// Products of long numbers by number-theoretic transforms.
@NamedInterface("transform")
@NullMarked
package dev.interleave.arithmetic.transform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
