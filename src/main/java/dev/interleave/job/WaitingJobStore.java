package dev.interleave.job;

import dev.interleave.job.model.Job;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Port to the stored jobs that wait for a time or for other jobs. Thread-safe. Methods may block for the disk, and
/// throw Spring's `DataAccessException` when the store fails.
public interface WaitingJobStore {

    /// What is known of the predecessors of a waiting job after at least one of them has ended.
    ///
    /// @param id of the job that waits
    /// @param unsuccessful a predecessor that failed or was cancelled, or null
    /// @param waits whether some predecessors have not ended
    record Settled(UUID id, @Nullable UUID unsuccessful, boolean waits) {}

    /// Stores what a job waits for: its predecessors, or the children that its program awaits. Runs in the
    /// transaction that inserts or changes the job, after that. Jobs that have ended by then count as ended.
    /// Repeating it is harmless.
    ///
    /// @param job waiting or scheduled
    /// @throws dev.interleave.job.model.PredecessorNotFoundException if its owner has no such predecessor
    void add(Job job);

    /// @param limit how many at most
    /// @return jobs of which a predecessor has ended; some of them may wait no longer
    List<Settled> settled(int limit);

    /// Leaves jobs out of [#settled] until another of their predecessors ends.
    ///
    /// @param waiting ids of jobs that continue to wait
    void acknowledge(Collection<UUID> waiting);

    /// Leaves a job out of [#settled] until another of the jobs that it awaits ends.
    ///
    /// @param waiting a job that continues to wait
    /// @param ended the jobs that are known to have ended
    void acknowledge(UUID waiting, Collection<UUID> ended);

    /// @param now the time of the store
    /// @param limit how many at most
    /// @return jobs that await a time that has come
    List<UUID> toWake(Instant now, int limit);

    /// Deletes the dependencies of a wait that is over, and notes that its children that have not ended are to be
    /// cancelled. Runs in the transaction that ends the wait, because the program may wait again after that.
    ///
    /// @param parent as it was while it waited
    void endWait(Job parent);

    /// @param limit how many at most
    /// @return jobs of ended waits that are to be cancelled, the oldest first
    List<UUID> toCancel(int limit);

    /// Deletes the notes of jobs to cancel.
    ///
    /// @param ended ids of jobs that have ended
    void forgetCancelled(Collection<UUID> ended);

    /// Leaves a job that awaits all of several jobs out of [#settled] until another of them ends. Does nothing
    /// if all of them have ended.
    ///
    /// @param waiting a job that continues to wait
    /// @param awaited the jobs that it awaits
    void acknowledgeSuccesses(UUID waiting, Collection<UUID> awaited);

    /// Deletes the dependencies of jobs, unless they wait again by then.
    ///
    /// @param resolved ids of jobs that wait no longer
    void forget(Collection<UUID> resolved);

    /// Queues scheduled jobs that are due, the earliest first.
    ///
    /// @param now the time of the store
    /// @param limit how many at most
    /// @return the number of queued jobs
    int queueDue(Instant now, int limit);

    /// @return when the next scheduled job is due, or the next time that a job awaits has come, if there is one
    Optional<Instant> nextStart();

    /// @param listener runs after each commit that scheduled a job, or ended a predecessor of a waiting job
    void onChange(Runnable listener);
}
