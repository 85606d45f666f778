package dev.interleave.job;

import dev.interleave.job.model.JobSpec;
import dev.interleave.job.plan.JobPlan;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A job to submit. Immutable.
///
/// @param id not used before, by [JobIdGenerator]
/// @param owner whose job it is to be
/// @param spec what to compute
/// @param plan when to start it
/// @param reuse how long ago an equal job may have finished whose result the job takes; null to run it
/// @param notice what to tell the client besides, or null
/// @param attachments kept in the same transaction
public record NewJob(
        UUID id,
        String owner,
        JobSpec spec,
        JobPlan plan,
        @Nullable Duration reuse,
        @Nullable String notice,
        List<Attachment> attachments) {

    /// @param attachment kept in the same transaction too
    /// @return the job with one more attachment
    public NewJob with(Attachment attachment) {
        return new NewJob(
                id,
                owner,
                spec,
                plan,
                reuse,
                notice,
                Stream.concat(attachments.stream(), Stream.of(attachment)).toList());
    }
}
