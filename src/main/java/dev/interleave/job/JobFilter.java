package dev.interleave.job;

import dev.interleave.job.model.JobState;
import org.jspecify.annotations.Nullable;

/// Selects the jobs of a list; a null component matches all. Immutable.
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
