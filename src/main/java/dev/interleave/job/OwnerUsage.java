package dev.interleave.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Port to the stored jobs and results of an owner. Thread-safe. Uses the current transaction, if there is one.
public interface OwnerUsage {

    /// Number of unfinished jobs.
    ///
    /// @param waiting queued, paused, scheduled or waiting for other jobs
    /// @param running in an event loop
    record Jobs(long waiting, long running) {

        /// @return waiting and running
        public long inFlight() {
            return waiting + running;
        }
    }

    /// Storage of results.
    ///
    /// @param bytes of the stored results, and the upper bounds of those of unfinished jobs
    /// @param firstExpiry when the first stored result expires, or null if there is none
    record Results(long bytes, @Nullable Instant firstExpiry) {}

    /// Counts the unfinished jobs. Takes time that grows with their number.
    ///
    /// @param owner of the jobs
    /// @return the current number
    Jobs jobs(String owner);

    /// Adds up the results. Takes time that grows with the number of all jobs of the owner, so do not call it
    /// on every request.
    ///
    /// @param owner of the jobs
    /// @return the current sum
    Results results(String owner);
}
