package dev.interleave.schedule.run;

import dev.interleave.job.JobSubmitter;
import dev.interleave.job.NewJob;
import dev.interleave.job.model.QueueFullException;
import dev.interleave.job.model.QuotaExceededException;
import dev.interleave.schedule.InvalidJobException;
import dev.interleave.schedule.JobTemplateReader;
import dev.interleave.schedule.OverlapPolicy;
import dev.interleave.schedule.Schedule;
import dev.interleave.schedule.ScheduleException;
import dev.interleave.schedule.ScheduleStore;
import dev.interleave.schedule.recurrence.DueTick;
import dev.interleave.schedule.run.ScheduleMetrics.Outcome;
import dev.interleave.store.GroupCommit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Processes due ticks: submits the job of the schedule, or drops, queues or delays the tick. Thread-safe.
///
/// Each change of a schedule is a compare-and-set of its version, and the job of a tick is inserted in the
/// transaction of that change. Therefore each tick has at most one job, however many instances process it.
final class TickProcessor {

    private static final Logger log = LoggerFactory.getLogger(TickProcessor.class);

    private final ScheduleStore store;
    private final GroupCommit commits;
    private final JobTemplateReader templates;
    private final JobSubmitter submitter;
    private final ScheduleMetrics metrics;
    private final String instance;

    TickProcessor(
            ScheduleStore store,
            GroupCommit commits,
            JobTemplateReader templates,
            JobSubmitter submitter,
            ScheduleMetrics metrics,
            String instance) {
        this.store = store;
        this.commits = commits;
        this.templates = templates;
        this.submitter = submitter;
        this.metrics = metrics;
        this.instance = instance;
    }

    /// How a submission of a tick changes the schedule.
    ///
    /// @param tick that runs
    /// @param success with the id of the job
    /// @param failure with what is wrong with the job
    /// @param delay with why the job was refused
    private record Changes(
            Instant tick,
            Function<UUID, Schedule> success,
            Function<String, Schedule> failure,
            Function<String, Schedule> delay) {}

    /// Processes the oldest due tick.
    ///
    /// @param schedule that is due
    /// @param now the time
    void process(Schedule schedule, Instant now) {
        Instant oldest = schedule.ticks().next();
        if (oldest == null || oldest.isAfter(now)) {
            return;
        }
        DueTick due = DueTick.of(
                schedule.definition().recurrence(), schedule.definition().missed(), oldest, now);
        Instant tick = due.tick();
        if (tick == null) {
            replace(schedule, schedule.dropped(due), Outcome.MISSED);
        } else if (isOverlapping(schedule)) {
            overlap(schedule, due, now);
        } else {
            submit(
                    schedule,
                    now,
                    new Changes(
                            tick,
                            job -> schedule.ran(due, job, now),
                            detail -> schedule.failed(due, detail, now),
                            detail -> schedule.delayed(detail, now)),
                    due.dropped());
        }
    }

    /// Processes a queued tick after the end of the job that it waited for.
    ///
    /// @param schedule with a queued tick
    /// @param now the time
    void processQueued(Schedule schedule, Instant now) {
        Instant tick = schedule.ticks().queued();
        if (tick != null) {
            submit(
                    schedule,
                    now,
                    new Changes(
                            tick,
                            job -> schedule.ranQueued(job, now),
                            detail -> schedule.failedQueued(detail, now),
                            detail -> schedule.delayedQueued(detail, now)),
                    false);
        }
    }

    private boolean isOverlapping(Schedule schedule) {
        return schedule.definition().overlap() != OverlapPolicy.ALLOW
                && (schedule.ticks().queued() != null || store.hasUnfinishedJob(schedule));
    }

    private void overlap(Schedule schedule, DueTick due, Instant now) {
        boolean queues = schedule.definition().overlap() == OverlapPolicy.QUEUE
                && schedule.ticks().queued() == null;
        if (queues) {
            replace(schedule, schedule.queued(due, now), Outcome.QUEUED);
        } else {
            replace(schedule, schedule.dropped(due), Outcome.OVERLAPPED);
        }
    }

    private void submit(Schedule schedule, Instant now, Changes changes, boolean dropped) {
        try {
            Optional<String> template = store.template(schedule);
            if (template.isEmpty()) {
                return; // another instance was faster
            }
            NewJob job = templates.read(schedule, template.get());
            RunAttachment attachment = new RunAttachment(
                    store, schedule, id -> changes.success.apply(id).by(instance));
            submitter.submit(List.of(job.with(attachment)), null, false);
            metrics.submitted(Duration.between(changes.tick, now));
            if (dropped) {
                metrics.count(Outcome.MISSED);
            }
        } catch (ScheduleException.Changed e) {
            log.debug("Another instance has run the tick {} of the schedule {}", changes.tick, schedule.id());
        } catch (InvalidJobException e) {
            replace(schedule, changes.failure.apply(String.valueOf(e.getMessage())), Outcome.FAILED);
        } catch (QueueFullException | QuotaExceededException e) {
            replace(schedule, changes.delay.apply(e.description()), Outcome.DELAYED);
        } catch (DataAccessException | TransactionException e) {
            throw e; // the tick remains due
        } catch (RuntimeException e) {
            log.error("Could not submit the job of the schedule {}; retrying", schedule.id(), e);
            replace(schedule, changes.delay.apply("The submission failed; the log has the error."), Outcome.DELAYED);
        }
    }

    private void replace(Schedule before, Schedule after, Outcome outcome) {
        if (commits.write(() -> store.replace(before, after))) {
            metrics.count(outcome);
        }
    }
}
