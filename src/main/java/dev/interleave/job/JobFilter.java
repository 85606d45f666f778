package dev.interleave.job;

import dev.interleave.job.model.JobState;
import org.jspecify.annotations.Nullable;

/// Which jobs of an owner to list; a null part lets all pass.
///
/// @param owner whose jobs
/// @param state the state they are in
/// @param computation the name of what they compute
/// @param label a label they have
public record JobFilter(
        String owner,
        @Nullable JobState state,
        @Nullable String computation,
        @Nullable Label label) {

    /// @param key its name
    /// @param value what it is set to
    public record Label(String key, String value) {}
}
