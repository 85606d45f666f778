/// Measures the event loop and the jobs on it.
@NamedInterface("metrics")
@NullMarked
package dev.interleave.execution.metrics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
