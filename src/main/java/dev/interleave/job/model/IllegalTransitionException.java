package dev.interleave.job.model;

import java.util.UUID;

/// A job's state does not allow the requested transition.
public final class IllegalTransitionException extends JobException {

    private static final long serialVersionUID = 1L;

    /// @param id of the job
    /// @param from its state
    /// @param to the state that was requested
    public IllegalTransitionException(UUID id, JobState from, JobState to) {
        super("Job " + id + " is " + from.wireName() + " and cannot become " + to.wireName() + ".");
    }
}
