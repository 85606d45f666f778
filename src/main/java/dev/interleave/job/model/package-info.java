/// The job and its parts: immutable values, and the state transitions of a job.
@NamedInterface("model")
@NullMarked
package dev.interleave.job.model;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
