/// When a job may start, and how often: start times, predecessors and retries.
@NamedInterface("plan")
@NullMarked
package dev.interleave.job.plan;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
