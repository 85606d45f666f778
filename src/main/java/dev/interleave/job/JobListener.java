package dev.interleave.job;

import dev.interleave.job.model.Job;
import java.util.Collection;

/// Hears of what happens to jobs, in the very transaction that records it: what a listener writes is kept if
/// and only if that is. Called on the store's writing thread, so it must be quick; it may be called again for
/// the same jobs if a commit failed, and must then do the same again.
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
