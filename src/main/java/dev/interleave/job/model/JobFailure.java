package dev.interleave.job.model;

/// Reason and description of a job's failure. Immutable.
///
/// @param reason the kind of failure
/// @param detail what happened, and what to do about it
public record JobFailure(FailureReason reason, String detail) {}
