package dev.interleave.job;

import java.util.List;

/// A job to be accepted, and what comes with it.
///
/// @param spec what to compute
/// @param attachments kept in the same transaction
public record NewJob(JobSpec spec, List<Attachment> attachments) {}
