package dev.interleave.job.model;

import dev.interleave.computation.ProgramError;
import org.jspecify.annotations.Nullable;

/// Reason and description of a job's failure. Immutable.
///
/// @param reason the kind of failure
/// @param detail what happened, and what to do about it
/// @param error the exception that ended its program, or null
public record JobFailure(
        FailureReason reason, String detail, @Nullable ProgramError error) {

    /// @param reason the kind of failure
    /// @param detail what happened, and what to do about it
    public JobFailure(FailureReason reason, String detail) {
        this(reason, detail, null);
    }
}
