package dev.interleave.job;

import dev.interleave.job.model.Job;
import java.util.Collection;

/// Listener to changes of jobs, called in the transaction that stores them. What a listener writes commits with
/// the change.
///
/// It runs on the thread of the store writer, so it must be quick. After a failed commit it is called again for
/// the same jobs, and must repeat its writes.
public interface JobListener {

    /// @param started jobs that were let into a loop, as they were then; may be none
    /// @param ended jobs that have ended, in whatever way; may be none, and may be among those that have
    ///     started
    void recorded(Collection<Job> started, Collection<Job> ended);

    /// Called before finished jobs, or their results, are deleted: the last chance to read them. Called outside
    /// of a transaction, on the thread that deletes; may be called again for the same jobs.
    ///
    /// @param jobs at least one
    default void beforeDeletion(Collection<Job> jobs) {}
}
