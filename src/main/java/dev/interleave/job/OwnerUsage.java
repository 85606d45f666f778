package dev.interleave.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an owner has in the store. Thread-safe; uses the transaction it finds, if any.
public interface OwnerUsage {

    /// Jobs that have not ended.
    ///
    /// @param waiting those that are queued or paused
    /// @param running those that are in a loop
    record Jobs(long waiting, long running) {

        /// @return all of them
        public long inFlight() {
            return waiting + running;
        }

        /// @param resourceRequest what was accepted beside
        /// @return with those of the demand
        public Jobs plus(ResourceRequest resourceRequest) {
            return new Jobs(
                    waiting + resourceRequest.queued(), running + resourceRequest.jobs() - resourceRequest.queued());
        }
    }

    /// Room in the store for results.
    ///
    /// @param bytes those that are kept, and what those of jobs that have not ended may take
    /// @param firstExpiry when the first of those that are kept expires, or null if none is kept
    record Results(long bytes, @Nullable Instant firstExpiry) {}

    /// Counts jobs that have not ended. Takes time that grows with their number.
    ///
    /// @param owner whose
    /// @return as of now
    Jobs jobs(String owner);

    /// Adds results up. Takes time that grows with the number of the owner's jobs, those that have ended as
    /// well: not for the way of every request.
    ///
    /// @param owner whose
    /// @return as of now
    Results results(String owner);
}
