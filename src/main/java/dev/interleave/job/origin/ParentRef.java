package dev.interleave.job.origin;

import java.util.UUID;

/// The job whose program has submitted another job. Immutable.
///
/// @param id of the parent
/// @param attempt of the parent that has submitted the job, from 1
/// @param number identifies the job among those of the same attempt; increases with each one
/// @param depth the number of ancestors of the job, at least 1
public record ParentRef(UUID id, int attempt, long number, int depth) {}
