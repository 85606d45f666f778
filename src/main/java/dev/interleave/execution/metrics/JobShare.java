package dev.interleave.execution.metrics;

import dev.interleave.job.model.Job;

/// What one job had of a slice of the loop's time.
///
/// @param job as it was accepted
/// @param steps how often it was stepped
/// @param nanos how long that took together
public record JobShare(Job job, long steps, long nanos) {}
