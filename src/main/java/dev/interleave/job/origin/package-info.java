/// Where a job comes from: a trace, a program that submitted it, or an equal job.
@NamedInterface("origin")
@NullMarked
package dev.interleave.job.origin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
