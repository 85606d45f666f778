/// Recurring jobs.
///
/// A [Schedule] submits a job at each of its ticks, which a
/// [dev.interleave.schedule.recurrence.Recurrence] determines. `schedule.run` submits the jobs, each in the
/// transaction that moves the schedule to its next tick; `schedule.registry` creates and changes schedules.
/// [ScheduleStore] is the port to the database (`schedule.jdbc` is the adapter), [JobTemplateReader] the port to
/// the reader of job requests. `schedule.web` is the HTTP API.
@ApplicationModule(
        displayName = "Schedules",
        allowedDependencies = {
            "access",
            "job",
            "job :: model",
            "job :: request",
            "rest :: idempotency",
            "rest :: json",
            "rest :: link",
            "rest :: problem",
            "rest :: request",
            "store",
            "supervision"
        })
@NullMarked
package dev.interleave.schedule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
