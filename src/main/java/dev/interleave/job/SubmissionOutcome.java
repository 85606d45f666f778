package dev.interleave.job;

import dev.interleave.job.model.Job;
import java.util.List;

/// The outcome of a submission. Immutable.
///
/// @param jobs in the order of the request
/// @param replayed whether an earlier request with the same idempotency key had made them
public record SubmissionOutcome(List<Job> jobs, boolean replayed) {}
