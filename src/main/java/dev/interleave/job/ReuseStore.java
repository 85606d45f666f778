package dev.interleave.job;

import dev.interleave.job.model.ComputationKey;
import dev.interleave.job.model.Job;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Port to the jobs whose results can be those of other jobs, and to the jobs that wait for such a result.
/// Thread-safe. Methods may block for the disk, and throw Spring's `DataAccessException` when the store fails.
public interface ReuseStore {

    /// A job that has succeeded.
    ///
    /// @param job with a result
    /// @param hasPieces whether its result, or what its program has printed, is stored in pieces
    record Source(Job job, boolean hasPieces) {}

    /// Finds the equal job that has finished last. Leaves out programs that have waited: their results may
    /// depend on other jobs.
    ///
    /// @param owner of the job
    /// @param key of the computation
    /// @param since only jobs that finished after that
    /// @param now only jobs whose results are kept longer
    /// @return a succeeded job, if there is one
    Optional<Source> findFinished(String owner, ComputationKey key, Instant since, Instant now);

    /// Finds an equal job that is queued or running. Leaves out programs that have waited.
    ///
    /// @param owner of the job
    /// @param key of the computation
    /// @return an unfinished job, if there is one
    Optional<Job> findUnfinished(String owner, ComputationKey key);

    /// Makes a job that asked for a result to be reused findable as well, however short it is. Runs in the
    /// transaction that inserts the job, after that.
    ///
    /// @param job just inserted
    void add(Job job);

    /// @param limit how many at most
    /// @return jobs that wait for the result of another job that has finished, is paused, was deleted, or is a
    ///     program that has waited; the oldest first
    List<UUID> settled(int limit);

    /// Copies the result of a job, and what its program has printed, as far as they are stored in pieces.
    /// Repeating it is harmless.
    ///
    /// @param waiting the job that waits for the result
    /// @param source the job that has the result
    /// @return false if the job waits no longer, or the source was deleted or has expired
    boolean copyPieces(Job waiting, Job source);

    /// @param listener runs after each commit that ended a job whose result another job waits for, and after each
    ///     insertion of a job that waits for a result
    void onChange(Runnable listener);
}
