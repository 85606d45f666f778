package dev.interleave.job.model;

import java.util.UUID;

/// A job is to run after a job that does not exist, or that belongs to another owner.
public final class PredecessorNotFoundException extends JobException {

    private static final long serialVersionUID = 1L;

    /// @param predecessor the id that was not found
    public PredecessorNotFoundException(UUID predecessor) {
        super("There is no job " + predecessor + " to run after.");
    }
}
