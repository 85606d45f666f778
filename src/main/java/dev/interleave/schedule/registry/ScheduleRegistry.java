package dev.interleave.schedule.registry;

import dev.interleave.access.Caller;
import dev.interleave.job.JobIdGenerator;
import dev.interleave.job.JobSubmitter;
import dev.interleave.job.NewJob;
import dev.interleave.job.SubmissionOutcome;
import dev.interleave.job.model.IdempotencyKey;
import dev.interleave.schedule.JobTemplateReader;
import dev.interleave.schedule.Schedule;
import dev.interleave.schedule.Schedule.Definition;
import dev.interleave.schedule.ScheduleException;
import dev.interleave.schedule.ScheduleSettings;
import dev.interleave.schedule.ScheduleStore;
import dev.interleave.schedule.ScheduleStore.Entry;
import dev.interleave.schedule.run.RunAttachment;
import dev.interleave.schedule.run.ScheduleMetrics;
import dev.interleave.store.GroupCommit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/// Creates, changes, runs and deletes the schedules of an owner. Thread-safe.
///
/// Methods that write return once the change is durable. An id of another owner is treated as unknown. Methods
/// that take a condition call it with the current version of the schedule, and end with its exception.
@Component
@EnableConfigurationProperties(ScheduleSettings.class)
public final class ScheduleRegistry {

    /// A tick can change a schedule while it is being changed.
    private static final int ATTEMPTS = 20;

    /// A change of a schedule.
    ///
    /// @param definition the new settings
    /// @param template the JSON of the new job; null for the same job
    public record Change(Definition definition, @Nullable String template) {}

    private final ScheduleStore store;
    private final GroupCommit commits;
    private final JobIdGenerator ids;
    private final JobTemplateReader templates;
    private final JobSubmitter submitter;
    private final ScheduleSettings settings;
    private final ScheduleMetrics metrics;

    ScheduleRegistry(
            ScheduleStore store,
            GroupCommit commits,
            JobIdGenerator ids,
            JobTemplateReader templates,
            JobSubmitter submitter,
            ScheduleSettings settings,
            ScheduleMetrics metrics) {
        this.store = store;
        this.commits = commits;
        this.ids = ids;
        this.templates = templates;
        this.submitter = submitter;
        this.settings = settings;
        this.metrics = metrics;
    }

    /// @return the time of the clock that decides when schedules are due
    public Instant now() {
        return store.now();
    }

    /// @return an id for a new schedule
    public UUID nextId() {
        return ids.next();
    }

    /// Creates an active schedule.
    ///
    /// @param id from [#nextId()]
    /// @param author owns the schedule; its jobs are submitted with the permissions of the author
    /// @param template the JSON of a valid job
    /// @param now from [#now()]
    /// @param alongside gets the id in the transaction that stores the schedule
    /// @return the new schedule
    /// @throws ScheduleException if the name is taken, or the owner has too many schedules
    public Entry create(
            UUID id, Caller author, Definition definition, String template, Instant now, Consumer<UUID> alongside) {
        Schedule schedule = Schedule.create(id, definition, author, now);
        commits.write(() -> {
            alongside.accept(id);
            store.insert(schedule, template, settings.maxPerOwner());
            return true;
        });
        return new Entry(schedule, template);
    }

    /// @return the schedule, if the owner has it
    public Optional<Entry> find(String owner, UUID id) {
        return store.find(owner, id);
    }

    /// @return the schedule with its job
    /// @throws ScheduleException.NotFound if the owner has no such schedule
    public Entry get(String owner, UUID id) {
        return store.find(owner, id).orElseThrow(ScheduleException.NotFound::new);
    }

    /// @param size how many at most
    /// @param before only schedules that were created before this one, or null
    /// @return the newest first
    public List<Entry> list(String owner, int size, @Nullable UUID before) {
        return store.list(owner, size, before);
    }

    /// Changes the settings or the job of a schedule. If the recurrence changes, its ticks begin anew.
    ///
    /// @param by owns the schedule
    /// @param change reads the change, for the current version of the schedule
    /// @return the changed schedule
    /// @throws ScheduleException if the owner has no such schedule, or the name is taken
    public Entry change(Caller by, UUID id, Consumer<Schedule> condition, Function<Schedule, Change> change) {
        return retry(() -> {
            Entry entry = checked(by.owner(), id, condition);
            Schedule before = entry.schedule();
            Change wanted = change.apply(before);
            String template = wanted.template();
            if (template == null && wanted.definition().equals(before.definition())) {
                return entry;
            }
            Schedule after = before.changed(wanted.definition(), template == null ? before.author() : by, store.now());
            boolean replaced = commits.write(
                    () -> template == null ? store.replace(before, after) : store.replace(before, after, template));
            return replaced ? new Entry(after, template == null ? entry.template() : template) : null;
        });
    }

    /// Pauses a schedule: it drops its ticks. Idempotent.
    ///
    /// @return the paused schedule
    /// @throws ScheduleException.NotFound if the owner has no such schedule
    public Entry pause(String owner, UUID id, Consumer<Schedule> condition) {
        return replace(owner, id, condition, Schedule.State.PAUSED, Schedule::paused);
    }

    /// Resumes a schedule, from its first tick after now. Idempotent.
    ///
    /// @return the active schedule
    /// @throws ScheduleException.NotFound if the owner has no such schedule
    public Entry resume(String owner, UUID id, Consumer<Schedule> condition) {
        return replace(owner, id, condition, Schedule.State.ACTIVE, schedule -> schedule.resumed(store.now()));
    }

    private Entry replace(
            String owner,
            UUID id,
            Consumer<Schedule> condition,
            Schedule.State state,
            Function<Schedule, Schedule> change) {
        return retry(() -> {
            Entry entry = checked(owner, id, condition);
            Schedule before = entry.schedule();
            if (before.state() == state) {
                return entry;
            }
            Schedule after = change.apply(before);
            return commits.write(() -> store.replace(before, after)) ? new Entry(after, entry.template()) : null;
        });
    }

    /// Deletes a schedule. Its jobs remain.
    ///
    /// @throws ScheduleException.NotFound if the owner has no such schedule
    public void delete(String owner, UUID id, Consumer<Schedule> condition) {
        retry(() -> {
            Schedule schedule = checked(owner, id, condition).schedule();
            return commits.write(() -> store.delete(schedule)) ? schedule : null;
        });
    }

    /// Submits the job of a schedule now, also while it is paused. The ticks stay as they are.
    ///
    /// @param key identifies repetitions of the request, or null
    /// @return the job
    /// @throws ScheduleException.NotFound if the owner has no such schedule
    /// @throws dev.interleave.schedule.InvalidJobException if the job is no longer valid
    /// @throws dev.interleave.job.model.JobException if the job is refused
    public SubmissionOutcome run(String owner, UUID id, Consumer<Schedule> condition, @Nullable IdempotencyKey key) {
        return retry(() -> {
            Entry entry = checked(owner, id, condition);
            Schedule schedule = entry.schedule();
            NewJob job = templates.read(schedule, String.valueOf(entry.template()));
            Instant now = store.now();
            RunAttachment attachment = new RunAttachment(store, schedule, jobId -> schedule.ranManually(jobId, now));
            try {
                SubmissionOutcome outcome = submitter.submit(List.of(job.with(attachment)), key, false);
                if (!outcome.replayed()) {
                    metrics.count(ScheduleMetrics.Outcome.MANUAL);
                }
                return outcome;
            } catch (ScheduleException.Changed e) {
                return null;
            }
        });
    }

    private Entry checked(String owner, UUID id, Consumer<Schedule> condition) {
        Entry entry = get(owner, id);
        condition.accept(entry.schedule());
        return entry;
    }

    /// @param attempt null if the schedule has changed meanwhile
    private static <T> T retry(Supplier<@Nullable T> attempt) {
        for (int i = 0; i < ATTEMPTS; i++) {
            T result = attempt.get();
            if (result != null) {
                return result;
            }
        }
        throw new ScheduleException.Changed();
    }
}
