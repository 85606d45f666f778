package dev.interleave.execution;

import dev.interleave.job.Job;

/// What one job had of a slice of the loop's time.
///
/// @param job as it was accepted
/// @param steps how often it was stepped
/// @param nanos how long that took together
public record TurnShare(Job job, long steps, long nanos) {}
