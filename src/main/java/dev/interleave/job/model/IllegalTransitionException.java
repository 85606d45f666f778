package dev.interleave.job.model;

import java.util.UUID;

/// Somebody asked for a move that a job's state does not allow.
public final class IllegalTransitionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param id of the job
    /// @param from the state it is in
    /// @param to the state it cannot go to
    public IllegalTransitionException(UUID id, JobState from, JobState to) {
        super("Job " + id + " is " + from.wireName() + " and cannot become " + to.wireName() + ".");
    }
}
