package dev.interleave.job.model;

import java.util.UUID;

/// There is no job with this id.
public final class JobNotFoundException extends JobException {

    private static final long serialVersionUID = 1L;

    /// @param id that was not found
    public JobNotFoundException(UUID id) {
        super("There is no job " + id + ".");
    }
}
