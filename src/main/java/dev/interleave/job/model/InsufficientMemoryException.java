package dev.interleave.job.model;

import java.util.UUID;

/// There is not enough memory left to convert a result to binary.
public final class InsufficientMemoryException extends JobException {

    private static final long serialVersionUID = 1L;

    /// @param id of the job whose result was to be converted
    public InsufficientMemoryException(UUID id) {
        super("There is not enough memory to convert the result of job " + id + " to binary.");
    }
}
