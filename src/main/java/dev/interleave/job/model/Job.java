package dev.interleave.job.model;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One submitted computation and what has become of it. Immutable: each move answers the job as it is after it,
/// or throws [IllegalTransitionException].
///
/// @param id a UUIDv7, so that ids sort by the time of submission
/// @param owner the tenant
/// @param spec what to compute
/// @param state where it is in its life
/// @param timestamps when what happened
/// @param progress how far it has come
/// @param lease which instance may run it
/// @param checkpoint from where it goes on when it enters a loop again
/// @param result what was computed, once it has succeeded
/// @param failure why it failed, if it has
/// @param trace in which it was asked for, if in any
public record Job(
        UUID id,
        String owner,
        JobSpec spec,
        JobState state,
        JobTimestamps timestamps,
        Progress progress,
        Lease lease,
        CheckpointRef checkpoint,
        @Nullable JobResult result,
        @Nullable JobFailure failure,
        @Nullable TraceParent trace) {

    /// A new job, which waits.
    ///
    /// @param id not used before
    /// @param owner the tenant
    /// @param spec what to compute
    /// @param now the time of its creation
    /// @return queued
    public static Job submitted(UUID id, String owner, JobSpec spec, Instant now) {
        var steps = spec.cost().steps();
        var progress = Progress.none(steps.isPresent() ? steps.getAsLong() : null);
        return new Job(
                id,
                owner,
                spec,
                JobState.QUEUED,
                JobTimestamps.created(now),
                progress,
                Lease.NONE,
                CheckpointRef.NONE,
                null,
                null,
                null);
    }

    /// @param parent the span that asked for it, or null
    /// @return the same job, in that trace
    public Job in(@Nullable TraceParent parent) {
        return new Job(id, owner, spec, state, timestamps, progress, lease, checkpoint, result, failure, parent);
    }

    /// Lets it into a loop.
    ///
    /// @param instance that runs it
    /// @param now the time
    /// @return running, leased to the instance
    public Job admitted(String instance, Instant now) {
        return moved(JobState.RUNNING, timestamps.started(now), progress, lease.takenBy(instance));
    }

    /// The job as it was when it was first let into a loop.
    ///
    /// @return running, without what came later
    public Job asStarted() {
        return new Job(
                id,
                owner,
                spec,
                JobState.RUNNING,
                timestamps.unfinished(),
                progress.restarted(),
                lease,
                CheckpointRef.NONE,
                null,
                null,
                trace);
    }

    /// Takes it back from an instance that does not run it any more.
    ///
    /// @return queued, to go on from its checkpoint
    public Job requeued() {
        return checkpoint.exists()
                ? moved(JobState.QUEUED, timestamps, progress, lease.givenBack())
                : moved(JobState.QUEUED, timestamps.notStarted(), progress.restarted(), lease.givenBack());
    }

    /// Takes it out of the loop until it is resumed.
    ///
    /// @return paused
    public Job paused() {
        return moved(JobState.PAUSED, timestamps, progress, lease.givenBack());
    }

    /// Queues it again after a pause.
    ///
    /// @return queued
    public Job resumed() {
        return moved(JobState.QUEUED, timestamps, progress, lease);
    }

    /// @param at how far it had come at the checkpoint
    /// @param point from where it would go on
    /// @return the same job, saved
    public Job saved(Progress at, CheckpointRef point) {
        return new Job(id, owner, spec, state, timestamps, at, lease, point, result, failure, trace);
    }

    /// Gives up a checkpoint that cannot be read.
    ///
    /// @return the same job, from the start
    public Job startedOver() {
        return saved(progress.restarted(), CheckpointRef.NONE);
    }

    /// @param at how far it has come
    /// @return the same job, further on
    public Job progressed(Progress at) {
        return new Job(id, owner, spec, state, timestamps, at, lease, checkpoint, result, failure, trace);
    }

    /// Ends it with a result.
    ///
    /// @param computed what it computed
    /// @param now the time
    /// @param retention how long the result is kept
    /// @return succeeded
    public Job succeeded(JobResult computed, Instant now, Duration retention) {
        return progressed(progress.complete()).ended(JobState.SUCCEEDED, now, retention, computed, null);
    }

    /// Ends it without a result.
    ///
    /// @param why the failure
    /// @param now the time
    /// @param retention how long it is kept
    /// @return failed
    public Job failed(JobFailure why, Instant now, Duration retention) {
        return ended(JobState.FAILED, now, retention, null, why);
    }

    /// Ends it by cancellation.
    ///
    /// @param now the time
    /// @param retention how long it is kept
    /// @return cancelled
    public Job cancelled(Instant now, Duration retention) {
        return ended(JobState.CANCELLED, now, retention, null, null);
    }

    /// @param now the time
    /// @return whether its result was or may be deleted
    public boolean isExpiredAt(Instant now) {
        return timestamps.expiresAt() != null && !now.isBefore(timestamps.expiresAt());
    }

    /// The job without what expires; the rest of it is remembered for as long again.
    ///
    /// @return without the digits
    public Job expired() {
        JobResult rest = result == null ? null : result.withoutValue();
        return new Job(id, owner, spec, state, timestamps, progress, lease, checkpoint, rest, failure, trace);
    }

    private Job ended(
            JobState last, Instant now, Duration retention, @Nullable JobResult computed, @Nullable JobFailure why) {
        Job moved = moved(last, timestamps.finished(now, now.plus(retention)), progress, lease);
        return new Job(id, owner, spec, last, moved.timestamps, progress, lease, checkpoint, computed, why, trace);
    }

    private Job moved(JobState to, JobTimestamps newTimestamps, Progress newProgress, Lease newLease) {
        if (!state.next().contains(to)) {
            throw new IllegalTransitionException(id, state, to);
        }
        return new Job(id, owner, spec, to, newTimestamps, newProgress, newLease, checkpoint, result, failure, trace);
    }
}
