package dev.interleave.job.model;

import dev.interleave.job.await.JobAwait;
import dev.interleave.job.origin.JobOrigin;
import dev.interleave.job.origin.TraceParent;
import dev.interleave.job.plan.JobPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One submitted computation and what has become of it. Immutable: each move answers the job as it is after it,
/// or throws [IllegalTransitionException].
///
/// @param id a UUIDv7, so that ids sort by the time of submission
/// @param owner the tenant
/// @param spec what to compute
/// @param plan when it may start
/// @param state where it is in its life
/// @param timestamps when what happened
/// @param progress how far it has come
/// @param lease which instance may run it
/// @param checkpoint from where it goes on when it enters a loop again
/// @param result what was computed, once it has succeeded
/// @param failure why it failed or was cancelled by the service, if it was
/// @param history of its attempts and changes
/// @param origin where it comes from
/// @param await the latest wait of its program, if there was one in this attempt
public record Job(
        UUID id,
        String owner,
        JobSpec spec,
        JobPlan plan,
        JobState state,
        JobTimestamps timestamps,
        Progress progress,
        Lease lease,
        CheckpointRef checkpoint,
        @Nullable JobResult result,
        @Nullable JobFailure failure,
        JobHistory history,
        JobOrigin origin,
        @Nullable JobAwait await) {

    /// A new job, which starts as soon as possible.
    ///
    /// @param id not used before
    /// @param owner the tenant
    /// @param spec what to compute
    /// @param now the time of its creation
    /// @return queued
    public static Job submitted(UUID id, String owner, JobSpec spec, Instant now) {
        return submitted(id, owner, spec, JobPlan.NONE, now, now);
    }

    /// A new job, which waits for its predecessors, its start time or the loop.
    ///
    /// @param id not used before
    /// @param owner the tenant
    /// @param spec what to compute
    /// @param plan when it may start
    /// @param now the time of its creation
    /// @param storeTime the time of the store, which start times refer to
    /// @return waiting, scheduled or queued
    public static Job submitted(UUID id, String owner, JobSpec spec, JobPlan plan, Instant now, Instant storeTime) {
        var steps = spec.cost().steps();
        var progress = Progress.none(steps.isPresent() ? steps.getAsLong() : null);
        return new Job(
                id,
                owner,
                spec,
                plan,
                plan.after().isEmpty() ? startState(plan, storeTime) : JobState.WAITING,
                JobTimestamps.created(now),
                progress,
                Lease.NONE,
                CheckpointRef.NONE,
                null,
                null,
                JobHistory.NEW,
                JobOrigin.NONE,
                null);
    }

    private static JobState startState(JobPlan plan, Instant storeTime) {
        return plan.isAheadOf(storeTime) ? JobState.SCHEDULED : JobState.QUEUED;
    }

    /// Lets it go on when all of its predecessors have ended, or its start time has come.
    ///
    /// @param storeTime the time of the store
    /// @return scheduled or queued
    public Job released(Instant storeTime) {
        if (state != JobState.WAITING && state != JobState.SCHEDULED) {
            throw new IllegalTransitionException(id, state, JobState.QUEUED);
        }
        return moved(startState(plan, storeTime), timestamps, progress, lease).from(origin.reusing(null));
    }

    /// Makes a new job wait for the result of an equal job.
    ///
    /// @param source the id of the equal job
    /// @return waiting
    public Job awaitingResultOf(UUID source) {
        if (state != JobState.QUEUED) {
            throw new IllegalTransitionException(id, state, JobState.WAITING);
        }
        return copy(JobState.WAITING, timestamps, progress, lease, checkpoint, null, null)
                .from(origin.reusing(source));
    }

    /// @return whether it waits for the result of an equal job
    public boolean awaitsResult() {
        return state == JobState.WAITING && origin.reusedFrom() != null;
    }

    /// @param now the time
    /// @return whether equal jobs can have its result; a program that has waited may have another one next time
    public boolean isReusableAt(Instant now) {
        return state == JobState.SUCCEEDED && result != null && await == null && !isExpiredAt(now);
    }

    /// Ends it with the result of an equal job. Names the job that has computed the result.
    ///
    /// @param source an equal job that has succeeded
    /// @param now the time
    /// @param retention how long the result is kept
    /// @return succeeded
    public Job reusing(Job source, Instant now, Duration retention) {
        UUID first = source.origin.reusedFrom();
        return succeeded(Objects.requireNonNull(source.result), now, retention)
                .from(origin.reusing(first == null ? source.id : first));
    }

    /// @param newSpec the same computation of the same input, with another priority or other labels
    /// @param newStart the earliest start, which only a scheduled job can change; null for at once
    /// @param storeTime the time of the store
    /// @return the changed job
    public Job amended(JobSpec newSpec, @Nullable Instant newStart, Instant storeTime) {
        boolean moves = !Objects.equals(newStart, plan.startAt());
        if (moves && state != JobState.SCHEDULED && (state != JobState.WAITING || await != null || awaitsResult())) {
            throw new IllegalTransitionException(id, state, JobState.SCHEDULED);
        }
        JobPlan newPlan = plan.startingAt(newStart);
        JobState newState = state == JobState.SCHEDULED ? startState(newPlan, storeTime) : state;
        return copy(newState, timestamps, progress, lease, checkpoint, result, failure)
                .described(newSpec, newPlan, history.revised());
    }

    /// @param where it comes from
    /// @return the same job, with that origin
    public Job from(JobOrigin where) {
        return related(where, await);
    }

    /// @return the trace of the request that has submitted it, or null
    public @Nullable TraceParent trace() {
        return origin.trace();
    }

    /// Takes it off the loop until what its program awaits has ended.
    ///
    /// @param what it waits for
    /// @return waiting
    public Job awaiting(JobAwait what) {
        return moved(JobState.WAITING, timestamps, progress, lease.givenBack()).with(what);
    }

    /// @param what it waits for, with what has been decided
    /// @return the same job, with that wait
    public Job with(@Nullable JobAwait what) {
        return related(origin, what);
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
        return copy(
                JobState.RUNNING, timestamps.unfinished(), progress.restarted(), lease, CheckpointRef.NONE, null, null);
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

    /// Ends an attempt that failed; the next one continues from the latest checkpoint.
    ///
    /// @param start of the next attempt, by the clock of the store
    /// @return scheduled
    public Job retriedAt(Instant start) {
        Job moved = moved(JobState.SCHEDULED, timestamps.notStarted(), progress, lease.givenBack());
        return moved.attempted(plan.startingAt(start), checkpoint.forNewAttempt());
    }

    /// Begins another attempt of a job that has failed or was cancelled.
    ///
    /// @return queued, from the start
    public Job retried() {
        if (state != JobState.FAILED && state != JobState.CANCELLED) {
            throw new IllegalTransitionException(id, state, JobState.QUEUED);
        }
        Job queued = copy(
                JobState.QUEUED,
                timestamps.notStarted(),
                progress.restarted(),
                lease.givenBack(),
                CheckpointRef.NONE,
                null,
                null);
        return queued.attempted(plan, CheckpointRef.NONE).with(null);
    }

    /// @param stored the same job, after a change by a client
    /// @return this job with that change
    public Job changedAs(Job stored) {
        return described(stored.spec, stored.plan, stored.history);
    }

    private Job attempted(JobPlan newPlan, CheckpointRef newCheckpoint) {
        return copy(state, timestamps, progress, lease, newCheckpoint, null, null)
                .described(spec, newPlan, history.attempted());
    }

    /// @param at how far it had come at the checkpoint
    /// @param point from where it would go on
    /// @return the same job, saved
    public Job saved(Progress at, CheckpointRef point) {
        return copy(state, timestamps, at, lease, point, result, failure);
    }

    /// Gives up a checkpoint that cannot be read.
    ///
    /// @return the same job, from the start
    public Job startedOver() {
        return saved(progress.restarted(), CheckpointRef.NONE).with(null);
    }

    /// @param at how far it has come
    /// @return the same job, further on
    public Job progressed(Progress at) {
        return copy(state, timestamps, at, lease, checkpoint, result, failure);
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

    /// Ends it because of another job.
    ///
    /// @param why the reason
    /// @param now the time
    /// @param retention how long it is kept
    /// @return cancelled
    public Job cancelled(JobFailure why, Instant now, Duration retention) {
        return ended(JobState.CANCELLED, now, retention, null, why);
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
        return copy(state, timestamps, progress, lease, checkpoint, rest, failure);
    }

    private Job ended(
            JobState last, Instant now, Duration retention, @Nullable JobResult computed, @Nullable JobFailure why) {
        Job moved = moved(last, timestamps.finished(now, now.plus(retention)), progress, lease);
        Job ended = copy(last, moved.timestamps, progress, lease, checkpoint, computed, why);
        return last == JobState.SUCCEEDED ? ended : ended.from(origin.reusing(null));
    }

    private Job moved(JobState to, JobTimestamps newTimestamps, Progress newProgress, Lease newLease) {
        if (!state.next().contains(to)) {
            throw new IllegalTransitionException(id, state, to);
        }
        return copy(to, newTimestamps, newProgress, newLease, checkpoint, result, failure);
    }

    private Job described(JobSpec newSpec, JobPlan newPlan, JobHistory newHistory) {
        return new Job(
                id,
                owner,
                newSpec,
                newPlan,
                state,
                timestamps,
                progress,
                lease,
                checkpoint,
                result,
                failure,
                newHistory,
                origin,
                await);
    }

    private Job related(JobOrigin newOrigin, @Nullable JobAwait newAwait) {
        return new Job(
                id,
                owner,
                spec,
                plan,
                state,
                timestamps,
                progress,
                lease,
                checkpoint,
                result,
                failure,
                history,
                newOrigin,
                newAwait);
    }

    private Job copy(
            JobState newState,
            JobTimestamps newTimestamps,
            Progress newProgress,
            Lease newLease,
            CheckpointRef newCheckpoint,
            @Nullable JobResult newResult,
            @Nullable JobFailure newFailure) {
        return new Job(
                id,
                owner,
                spec,
                plan,
                newState,
                newTimestamps,
                newProgress,
                newLease,
                newCheckpoint,
                newResult,
                newFailure,
                history,
                origin,
                await);
    }
}
