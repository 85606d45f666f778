package dev.interleave.job;

import java.util.List;

/// What became of a request to run jobs.
///
/// @param jobs in the order of the request
/// @param replayed whether an earlier request with the same idempotency key had made them
public record Submission(List<Job> jobs, boolean replayed) {}
