/// Problem details (RFC 9457): the types of errors and how they are written.
@NamedInterface("problem")
@NullMarked
package dev.interleave.rest.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
