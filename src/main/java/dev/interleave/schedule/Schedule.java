package dev.interleave.schedule;

import dev.interleave.access.Caller;
import dev.interleave.schedule.recurrence.DueTick;
import dev.interleave.schedule.recurrence.MissedTicks;
import dev.interleave.schedule.recurrence.Recurrence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A job that is submitted again and again. Immutable; each method that changes it gives the next version.
///
/// All times are those of the clock of the database, in milliseconds.
///
/// @param id a UUIDv7
/// @param definition what the owner has set
/// @param author has set the job; the job is submitted with its permissions
/// @param state active or paused
/// @param version increases by one with each change
/// @param change identifies the latest change
/// @param ticks what is due when
/// @param history the latest jobs
/// @param runner the instance that submitted its latest job; empty if there is none
/// @param createdAt when it was created
public record Schedule(
        UUID id,
        Definition definition,
        Caller author,
        State state,
        long version,
        UUID change,
        Ticks ticks,
        History history,
        String runner,
        Instant createdAt) {

    /// How long to wait after the first failed submission, and at most.
    private static final Duration SHORTEST_BACKOFF = Duration.ofSeconds(1);

    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

    /// How many of the next ticks a schedule shows.
    private static final int SHOWN = 5;

    /// State of a schedule.
    public enum State {
        /// Submits its job at each tick.
        ACTIVE,
        /// Drops its ticks.
        PAUSED;

        /// @return the name in JSON
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What the owner of a schedule sets.
    ///
    /// @param name unique for its owner
    /// @param recurrence when it is due
    /// @param missed what it does with missed ticks
    /// @param overlap what it does while its previous job is unfinished
    public record Definition(String name, Recurrence recurrence, MissedTicks missed, OverlapPolicy overlap) {}

    /// What is due when.
    ///
    /// @param next the oldest tick that has not run; null if there is none, or while paused
    /// @param dueAt when to run it: the tick itself, or later after a failure
    /// @param queued a tick that waits for the end of a job; null if there is none
    /// @param queuedDueAt when to look at it again
    /// @param failures how many submissions have failed since the latest success
    public record Ticks(
            @Nullable Instant next,
            @Nullable Instant dueAt,
            @Nullable Instant queued,
            @Nullable Instant queuedDueAt,
            int failures) {

        /// @param next the first tick
        /// @return without a queued tick
        public static Ticks startingAt(@Nullable Instant next) {
            return new Ticks(next, next, null, null, 0);
        }
    }

    /// A failure to submit the job.
    ///
    /// @param at when it happened
    /// @param detail what was wrong
    public record Failure(Instant at, String detail) {}

    /// The latest jobs of a schedule.
    ///
    /// @param tickJob the latest job of a tick
    /// @param manualJob the latest job that a request has started
    /// @param lastJob the later one of both
    /// @param lastRunAt when that was submitted
    /// @param runs how many jobs were submitted
    /// @param lastError why the latest tick did not lead to a job; null after a success
    public record History(
            @Nullable UUID tickJob,
            @Nullable UUID manualJob,
            @Nullable UUID lastJob,
            @Nullable Instant lastRunAt,
            long runs,
            @Nullable Failure lastError) {

        /// No jobs.
        public static final History NONE = new History(null, null, null, null, 0, null);

        private History withTickJob(UUID job, Instant now) {
            return new History(job, manualJob, job, now, runs + 1, null);
        }

        private History withManualJob(UUID job, Instant now) {
            return new History(tickJob, job, job, now, runs + 1, null);
        }

        private History failed(Failure failure) {
            return new History(tickJob, manualJob, lastJob, lastRunAt, runs, failure);
        }
    }

    /// @return a new schedule, active
    public static Schedule create(UUID id, Definition definition, Caller author, Instant now) {
        Ticks ticks = Ticks.startingAt(definition.recurrence().next(now).orElse(null));
        return new Schedule(id, definition, author, State.ACTIVE, 1, UUID.randomUUID(), ticks, History.NONE, "", now);
    }

    /// @return the tenant that the schedule belongs to
    public String owner() {
        return author.owner();
    }

    /// @return the next ticks, at most five of them; empty while paused
    public List<Instant> nextTicks() {
        Instant first = ticks.next();
        return first == null ? List.of() : definition.recurrence().next(first.minusMillis(1), SHOWN);
    }

    /// @return with other settings; the ticks begin anew if the recurrence has changed
    public Schedule changed(Definition changed, Caller by, Instant now) {
        boolean sameTicks = state == State.PAUSED || changed.recurrence().equals(definition.recurrence());
        Ticks newTicks = sameTicks
                ? ticks
                : Ticks.startingAt(changed.recurrence().next(now).orElse(null));
        return next(changed, by, state, newTicks, history);
    }

    /// @return paused; drops a queued tick
    public Schedule paused() {
        return next(State.PAUSED, Ticks.startingAt(null), history);
    }

    /// @return active again, from the first tick after now
    public Schedule resumed(Instant now) {
        return next(
                State.ACTIVE, Ticks.startingAt(definition.recurrence().next(now).orElse(null)), history);
    }

    /// @param due the tick that runs
    /// @param job that was submitted for it
    /// @return at the next tick
    public Schedule ran(DueTick due, UUID job, Instant now) {
        return next(state, at(due.next()), history.withTickJob(job, now));
    }

    /// @param job that was submitted for the queued tick
    /// @return without a queued tick
    public Schedule ranQueued(UUID job, Instant now) {
        return next(state, new Ticks(ticks.next(), ticks.dueAt(), null, null, 0), history.withTickJob(job, now));
    }

    /// @param job that a request has started
    /// @return with the same ticks
    public Schedule ranManually(UUID job, Instant now) {
        return next(state, ticks, history.withManualJob(job, now));
    }

    /// @return at the next tick, without a job
    public Schedule dropped(DueTick due) {
        return next(state, at(due.next()), history);
    }

    /// @return at the next tick, with the due one queued
    public Schedule queued(DueTick due, Instant now) {
        Ticks queued = new Ticks(due.next(), due.next(), due.tick(), now, 0);
        return next(state, queued, history);
    }

    /// @return at the next tick, because the job of the due one is invalid
    public Schedule failed(DueTick due, String detail, Instant now) {
        return next(state, at(due.next()), history.failed(new Failure(now, detail)));
    }

    /// @return without a queued tick, because its job is invalid
    public Schedule failedQueued(String detail, Instant now) {
        Ticks rest = new Ticks(ticks.next(), ticks.dueAt(), null, null, ticks.failures());
        return next(state, rest, history.failed(new Failure(now, detail)));
    }

    /// @return at the same tick, to be tried again later
    public Schedule delayed(String detail, Instant now) {
        Ticks later =
                new Ticks(ticks.next(), now.plus(backoff()), ticks.queued(), ticks.queuedDueAt(), ticks.failures() + 1);
        return next(state, later, history.failed(new Failure(now, detail)));
    }

    /// @return with the queued tick to be tried again later
    public Schedule delayedQueued(String detail, Instant now) {
        Ticks later = new Ticks(ticks.next(), ticks.dueAt(), ticks.queued(), now.plus(backoff()), ticks.failures() + 1);
        return next(state, later, history.failed(new Failure(now, detail)));
    }

    private Duration backoff() {
        Duration backoff = SHORTEST_BACKOFF.multipliedBy(1L << Math.min(ticks.failures(), 10));
        return backoff.compareTo(LONGEST_BACKOFF) < 0 ? backoff : LONGEST_BACKOFF;
    }

    private Ticks at(@Nullable Instant tick) {
        return new Ticks(tick, tick, ticks.queued(), ticks.queuedDueAt(), 0);
    }

    private Schedule next(State newState, Ticks newTicks, History newHistory) {
        return next(definition, author, newState, newTicks, newHistory);
    }

    private Schedule next(
            Definition newDefinition, Caller newAuthor, State newState, Ticks newTicks, History newHistory) {
        return new Schedule(
                id,
                newDefinition,
                newAuthor,
                newState,
                version + 1,
                UUID.randomUUID(),
                newTicks,
                newHistory,
                runner,
                createdAt);
    }

    /// @param instance that makes this change
    /// @return noted as the one that submitted the latest job
    public Schedule by(String instance) {
        return new Schedule(id, definition, author, state, version, change, ticks, history, instance, createdAt);
    }
}
