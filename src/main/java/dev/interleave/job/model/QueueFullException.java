package dev.interleave.job.model;

/// The queue has no capacity left for the submitted jobs.
public final class QueueFullException extends JobException {

    private static final long serialVersionUID = 1L;

    /// @param capacity how many jobs may be queued
    public QueueFullException(long capacity) {
        super("The queue is full: at most " + capacity + " jobs may be queued.");
    }
}
