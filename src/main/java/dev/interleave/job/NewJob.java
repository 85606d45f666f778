package dev.interleave.job;

import dev.interleave.job.model.JobSpec;
import java.util.List;
import java.util.stream.Stream;

/// A job to submit. Immutable.
///
/// @param owner whose job it is to be
/// @param spec what to compute
/// @param attachments kept in the same transaction
public record NewJob(String owner, JobSpec spec, List<Attachment> attachments) {

    /// @param attachment kept in the same transaction too
    /// @return the job with one more attachment
    public NewJob with(Attachment attachment) {
        return new NewJob(
                owner,
                spec,
                Stream.concat(attachments.stream(), Stream.of(attachment)).toList());
    }
}
