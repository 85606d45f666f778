package dev.interleave.job;

import dev.interleave.job.model.Job;
import dev.interleave.job.model.QuotaExceededException;
import java.util.Collection;
import java.util.Optional;

/// Port to the quotas of owners. Thread-safe.
///
/// A submission is checked once before it takes anything that other submissions need, and reserved once in the
/// transaction that inserts its jobs.
public interface JobQuotas {

    /// The part of a submission's quotas that is exact because it is counted in the transaction that inserts
    /// the jobs.
    @FunctionalInterface
    interface Reservation {

        /// Reserves the quota in the current transaction. No other submission can reserve anything until the
        /// transaction ends. The transaction must be one of [dev.interleave.store.SerializedWriter].
        ///
        /// @throws QuotaExceededException if the quota does not suffice; then nothing was reserved
        void claim();
    }

    /// No quotas.
    JobQuotas NONE = new JobQuotas() {
        @Override
        public void check(String owner, Collection<NewJob> newJobs) {
            // nothing is limited
        }

        @Override
        public Optional<Reservation> reservation(String owner, Collection<Job> jobs) {
            return Optional.empty();
        }
    };

    /// Checks the quotas without reserving anything. Another submission may use them up in the meantime.
    ///
    /// @param owner of the jobs
    /// @param newJobs to be submitted, as if none of them had to be queued
    /// @throws QuotaExceededException if the submission exceeds a quota
    void check(String owner, Collection<NewJob> newJobs);

    /// @param owner of the jobs
    /// @param jobs to be inserted; short ones may have finished already
    /// @return the reservation to claim while inserting the jobs; empty if nothing has to be reserved
    Optional<Reservation> reservation(String owner, Collection<Job> jobs);
}
