package dev.interleave.job.model;

/// So many jobs wait for room in the loop that no more are taken.
public final class QueueFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param capacity how many may wait
    public QueueFullException(long capacity) {
        super("No more than " + capacity + " jobs may wait at a time, and the queue is full.");
    }
}
