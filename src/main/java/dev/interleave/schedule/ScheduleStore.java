package dev.interleave.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Port to the stored schedules. Thread-safe. Methods that write use the current transaction, see
/// [dev.interleave.store.GroupCommit]; repeating such a write after a failed commit is harmless. All methods
/// throw Spring's `DataAccessException` when the store fails.
public interface ScheduleStore {

    /// A schedule and its job.
    ///
    /// @param schedule the schedule
    /// @param template the JSON of the job; null if it is too long for a list
    record Entry(Schedule schedule, @Nullable String template) {}

    /// Inserts a schedule.
    ///
    /// @param schedule new
    /// @param template the JSON of the job
    /// @param limit how many schedules the owner may have
    /// @throws ScheduleException.NameTaken if the owner has another schedule with the name
    /// @throws ScheduleException.LimitReached if the owner has that many schedules
    void insert(Schedule schedule, String template, int limit);

    /// Replaces a schedule with its next version, unless it has changed meanwhile (compare and set).
    ///
    /// @param before as the caller knows it
    /// @param after its next version
    /// @return false if it has another version, or was deleted
    /// @throws ScheduleException.NameTaken if the owner has another schedule with the name
    boolean replace(Schedule before, Schedule after);

    /// As [#replace(Schedule, Schedule)], with another job.
    ///
    /// @param template the JSON of the job
    boolean replace(Schedule before, Schedule after, String template);

    /// Takes the same time whether the id is unknown or belongs to another owner.
    ///
    /// @return the schedule with its job, if it exists and belongs to the owner
    Optional<Entry> find(String owner, UUID id);

    /// @return the JSON of the job of this version of the schedule; empty if it has changed
    Optional<String> template(Schedule schedule);

    /// @param size how many at most
    /// @param before only schedules that were created before this one, or null
    /// @return the newest first
    List<Entry> list(String owner, int size, @Nullable UUID before);

    /// Deletes a schedule. Its jobs remain.
    ///
    /// @return false if it does not exist
    boolean delete(Schedule schedule);

    /// Finds schedules that are due. An instance leaves schedules to the instance that ran them last for a moment,
    /// so that instances seldom compete.
    ///
    /// @param instance that looks
    /// @param now the time
    /// @param headStart how long to leave schedules to the instance that ran them last
    /// @param limit how many at most
    /// @return those that are due longest first
    List<Schedule> due(String instance, Instant now, Duration headStart, int limit);

    /// @param now the time
    /// @param limit how many at most
    /// @return schedules with a queued tick and without an unfinished job
    List<Schedule> withRunnableQueuedTick(Instant now, int limit);

    /// @return whether the latest job of a tick, or the latest one that a request has started, is unfinished
    boolean hasUnfinishedJob(Schedule schedule);

    /// @return how long until the next tick of any schedule; negative if it has passed; empty if there is none
    Optional<Duration> untilNextDue();

    /// @return the time of the clock of the database
    Instant now();
}
