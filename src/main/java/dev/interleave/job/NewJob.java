package dev.interleave.job;

import dev.interleave.job.model.JobSpec;
import java.util.List;

/// A job to submit. Immutable.
///
/// @param owner whose job it is to be
/// @param spec what to compute
/// @param attachments kept in the same transaction
public record NewJob(String owner, JobSpec spec, List<Attachment> attachments) {}
