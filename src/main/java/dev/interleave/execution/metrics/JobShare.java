package dev.interleave.execution.metrics;

import dev.interleave.job.model.Job;

/// The share of one job in a sample of the timeline. Immutable.
///
/// @param job as it was accepted
/// @param steps how often it was stepped
/// @param nanos how long that took together
public record JobShare(Job job, long steps, long nanos) {}
