package dev.interleave.job;

import dev.interleave.job.content.Content;
import dev.interleave.job.model.IdempotencyKey;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobAttempt;
import dev.interleave.job.model.JobState;
import dev.interleave.job.model.ResultForm;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Port to the stored jobs. Thread-safe. A change is durable when its method returns; concurrent calls may
/// share a commit. All methods may block for the disk, and throw Spring's `DataAccessException` when the store
/// fails.
public interface JobStore {

    /// Keeps new jobs, all or none.
    ///
    /// @param jobs new, with ids of their own; those that have ended already have short results, or none
    /// @param key to remember with them, or null
    /// @param alongside run in the same transaction, after the jobs are there; again if a commit fails
    /// @return false if the key was there before, and so nothing was kept
    /// @throws QuotaExceededException if the jobs exceed a quota of their owner; then nothing was stored
    boolean insert(List<Job> jobs, @Nullable IdempotencyKey key, Runnable alongside);

    /// What an idempotency key was used for.
    ///
    /// @param key with the fingerprint of the request at hand
    /// @return the jobs it had made, or empty if the key is not known
    /// @throws IdempotencyConflictException if it came with another fingerprint, or what it had made is gone
    Optional<List<Job>> findByKey(IdempotencyKey key);

    /// @param id of a job
    /// @return the job, if there is one
    Optional<Job> find(UUID id);

    /// @param ids of jobs, at most 1,000
    /// @return the jobs that there are, by id
    Map<UUID, Job> findAll(Collection<UUID> ids);

    /// Finds a job in the current transaction and locks it: concurrent changes are over by then, and later ones
    /// wait for the end of the transaction.
    ///
    /// @param id of a job
    /// @return the job, if there is one
    Optional<Job> lock(UUID id);

    /// @param id of a job
    /// @param owner of a tenant
    /// @return whether there is such a job, and it is theirs; that is told in the same time whichever is not so
    boolean isOwnedBy(UUID id, String owner);

    /// Lists jobs, at a cost that depends only on the page size.
    ///
    /// @param filter which ones
    /// @param size how many at most
    /// @param after only jobs behind this id, in the order of the filter, or null
    /// @return a page
    JobPage list(JobFilter filter, int size, @Nullable UUID after);

    /// Claims queued jobs, the oldest first. Concurrent claims get different jobs.
    ///
    /// @param limit how many at most
    /// @param admit selects the jobs to admit from the queued ones and returns them admitted; called at most once
    /// @return the admitted jobs, durable
    List<Job> claimOldest(int limit, UnaryOperator<List<Job>> admit);

    /// @return how many jobs are queued
    long countQueued();

    /// Takes back all running jobs from other instances, which are known to be gone.
    ///
    /// @param instance whose jobs are left alone
    /// @return how many were queued again, to go on from their checkpoints
    int requeueOrphans(String instance);

    /// Takes back the running jobs of instances that are gone. Leaves out jobs that another transaction has locked.
    ///
    /// @param gone their ids
    /// @return how many were queued again, to go on from their checkpoints
    int requeueFrom(Collection<String> gone);

    /// @param instance that runs them
    /// @return the ids of the running jobs that an instance has by the record
    Set<UUID> runningOn(String instance);

    /// Keeps a piece of a checkpoint, before that is recorded with the job. Does nothing if the lease is no
    /// longer the one in the store.
    ///
    /// @param job running
    /// @param checkpoint its number
    /// @param position 0 for the first piece, then 1 and so on; all but the last have [#CHUNK_BYTES]
    /// @param piece the bytes
    void saveCheckpointChunk(Job job, long checkpoint, int position, byte[] piece);

    /// @param job with a checkpoint
    /// @return its bytes, read piece by piece
    Content checkpoint(Job job);

    /// A change of a job.
    ///
    /// @param before as the caller knows it
    /// @param after as it is to be
    record Change(Job before, Job after) {}

    /// Stores changes of jobs, each one only if the state, the lease and the checkpoint of the job in the store
    /// are those of `before` (compare and set). Deletes checkpoints other than that of the changed job.
    ///
    /// @param changes any number of them, in one commit
    /// @return the ids of the jobs that were changed
    Set<UUID> changeAll(Collection<Change> changes);

    /// Records one change; see [#changeAll(Collection)].
    ///
    /// @param before as the caller knows it
    /// @param after as it is to be
    /// @return false if it is not as the caller knew it; then nothing was changed
    default boolean change(Job before, Job after) {
        return !changeAll(List.of(new Change(before, after))).isEmpty();
    }

    /// Takes a job off the loop until what its program awaits has ended, and inserts the jobs that the program has
    /// submitted, all in one transaction.
    ///
    /// @param before as the caller knows it
    /// @param after waiting; its wait names all of the children
    /// @param children new jobs, with that parent; those that are stored already are left out
    /// @return false if it is not as the caller knew it; then nothing was stored
    /// @throws QuotaExceededException if the children exceed a quota of their owner; then nothing was stored
    boolean await(Job before, Job after, List<Job> children);

    /// @param parent a job
    /// @param attempt of the parent
    /// @param step the number of a step that waits
    /// @return the jobs that the parent has submitted at that step, in order; deleted ones are left out
    List<Job> children(UUID parent, int attempt, long step);

    /// @param owner a tenant
    /// @return the number of unfinished jobs of the owner that programs have submitted
    long countUnfinishedChildren(String owner);

    /// Stores another priority, other labels or another start of a job.
    ///
    /// @param before as the caller knows it
    /// @param after as it is to be, with the next revision
    /// @return false if the revision or the state is not as the caller knew it; then nothing was changed
    boolean amend(Job before, Job after);

    /// Stores the end of an attempt and the job that another attempt follows, if the job is as the caller knows it.
    ///
    /// @param before as the caller knows it
    /// @param after as it is to be, for the next attempt
    /// @param ended the attempt that has ended
    /// @return false if the job is not as the caller knew it; then nothing was changed
    boolean retry(Job before, Job after, JobAttempt ended);

    /// @param id of a job
    /// @return its attempts that were followed by another one, the first one first
    List<JobAttempt> attempts(UUID id);

    /// Keeps a piece of a job's result, before its end is recorded. Writing the same piece again is harmless.
    ///
    /// @param id of the job
    /// @param form which form it is a piece of
    /// @param position 0 for the first piece, then 1 and so on; all but the last have [#CHUNK_BYTES]
    /// @param piece the bytes
    void saveResultChunk(UUID id, ResultForm form, int position, byte[] piece);

    /// Records the end of running jobs, each one only if its lease is still the one in the store.
    ///
    /// @param jobs as they are now, in a final state, their results' pieces saved
    /// @return the ids of those that were recorded
    Set<UUID> finish(Collection<Job> jobs);

    /// The bytes of a result.
    ///
    /// @param job that has succeeded and has not expired
    /// @param form which form
    /// @return read piece by piece
    Content result(Job job, ResultForm form);

    /// @param id of a finished job
    /// @return what it has printed; empty if that is nothing, or was deleted
    String output(UUID id);

    /// Forgets a finished job, its result and its output.
    ///
    /// @param id of a job
    /// @return false if there is no such job in a final state
    boolean delete(UUID id);

    /// Deletes what is too old: results past their expiry, finished jobs as long after that again, idempotency
    /// keys.
    ///
    /// @param now the time
    /// @param limit how many of each at most, so that others can write in between
    /// @return how many were deleted
    int deleteExpired(Instant now, int limit);

    /// Counts jobs. Takes time that grows with their number: not for the way of a request.
    ///
    /// @param states which jobs
    /// @return how many jobs are in each of the states; those in which there are none may be left out
    Map<JobState, Long> countByState(Set<JobState> states);

    /// How large a piece of a result is, in bytes.
    int CHUNK_BYTES = 256 * 1024;
}
