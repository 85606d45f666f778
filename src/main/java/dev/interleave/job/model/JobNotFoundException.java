package dev.interleave.job.model;

import java.util.UUID;

/// There is no such job, or no longer.
public final class JobNotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param id that was asked for
    public JobNotFoundException(UUID id) {
        super("There is no job " + id + ".");
    }
}
