package dev.interleave.schedule.web;

import dev.interleave.rest.json.JsonFields;
import dev.interleave.rest.json.JsonObject;
import dev.interleave.schedule.OverlapPolicy;
import dev.interleave.schedule.Schedule;
import dev.interleave.schedule.Schedule.Definition;
import dev.interleave.schedule.recurrence.CronRecurrence;
import dev.interleave.schedule.recurrence.IntervalRecurrence;
import dev.interleave.schedule.recurrence.InvalidCronException;
import dev.interleave.schedule.recurrence.MissedTicks;
import dev.interleave.schedule.recurrence.Recurrence;
import dev.interleave.schedule.registry.ScheduleRegistry.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads schedules from request bodies. Thread-safe.
@Component
final class ScheduleRequestReader {

    private static final String NAME = "name";
    private static final String CRON = "cron";
    private static final String INTERVAL = "interval";
    private static final String TIME_ZONE = "timeZone";
    private static final String MISSED = "missed";
    private static final String OVERLAP = "overlap";
    private static final String JOB = "job";
    private static final String[] MEMBERS = {NAME, CRON, INTERVAL, TIME_ZONE, MISSED, OVERLAP, JOB};

    private static final int MAX_NAME = 100;
    private static final int MAX_CRON = 200;
    private static final int MAX_ZONE = 100;
    private static final ZoneId UTC = ZoneId.of("UTC");

    private final JobTemplates templates;

    ScheduleRequestReader(JobTemplates templates) {
        this.templates = templates;
    }

    /// A new schedule.
    ///
    /// @param template the JSON of its job
    record NewSchedule(Definition definition, String template) {}

    /// @param id of the new schedule
    /// @param now anchors an interval
    /// @return the new schedule
    /// @throws dev.interleave.rest.problem.ProblemException if a member is wrong
    NewSchedule readNew(JsonObject body, UUID id, Instant now) {
        JsonFields fields = JsonFields.of(body).only(MEMBERS).required(NAME, JOB);
        Optional<String> name = name(fields);
        if (!fields.has(CRON) && !fields.has(INTERVAL)) {
            fields.addError(CRON, "is required, unless interval is given");
        }
        Optional<Recurrence> recurrence = recurrence(fields, null, now);
        Optional<MissedTicks> missed = missed(fields);
        Optional<OverlapPolicy> overlap = overlap(fields);
        String template = template(fields, id).orElse("");
        fields.throwIfInvalid();
        return new NewSchedule(
                new Definition(
                        name.orElseThrow(),
                        recurrence.orElseThrow(),
                        missed.orElse(MissedTicks.ONE),
                        overlap.orElse(OverlapPolicy.ALLOW)),
                template);
    }

    /// @param before as it is
    /// @param now anchors a new interval
    /// @return the change
    /// @throws dev.interleave.rest.problem.ProblemException if a member is wrong
    Change readChange(JsonObject body, Schedule before, Instant now) {
        JsonFields fields = JsonFields.of(body).only(MEMBERS);
        Optional<String> name = name(fields);
        Optional<Recurrence> recurrence = recurrence(fields, before.definition().recurrence(), now);
        Optional<MissedTicks> missed = missed(fields);
        Optional<OverlapPolicy> overlap = overlap(fields);
        Optional<String> template = template(fields, before.id());
        fields.throwIfInvalid();
        Definition definition = before.definition();
        return new Change(
                new Definition(
                        name.orElse(definition.name()),
                        recurrence.orElse(definition.recurrence()),
                        missed.orElse(definition.missed()),
                        overlap.orElse(definition.overlap())),
                template.orElse(null));
    }

    private Optional<String> template(JsonFields fields, UUID schedule) {
        return fields.object(JOB).map(job -> templates.accept(fields, "/" + JOB, job, schedule));
    }

    private static Optional<String> name(JsonFields fields) {
        Optional<String> name = fields.string(NAME, MAX_NAME);
        if (name.isPresent() && (name.get().isBlank() || name.get().chars().anyMatch(Character::isISOControl))) {
            fields.addError(NAME, "must not be blank and must have no control characters");
        }
        return name;
    }

    private static Optional<MissedTicks> missed(JsonFields fields) {
        return fields.oneOf(MISSED, MissedTicks.wireNames()).flatMap(MissedTicks::of);
    }

    private static Optional<OverlapPolicy> overlap(JsonFields fields) {
        return fields.oneOf(OVERLAP, OverlapPolicy.wireNames()).flatMap(OverlapPolicy::of);
    }

    /// @param before null for a new schedule
    /// @return empty if it is invalid, or not to be changed
    private static Optional<Recurrence> recurrence(JsonFields fields, @Nullable Recurrence before, Instant now) {
        if (fields.has(CRON) && fields.has(INTERVAL)) {
            fields.addError(INTERVAL, "must be left out, because cron is given");
        }
        Optional<Duration> interval =
                fields.duration(INTERVAL, IntervalRecurrence.SHORTEST, IntervalRecurrence.LONGEST);
        Optional<String> cron = fields.string(CRON, MAX_CRON);
        Optional<ZoneId> zone = zone(fields);
        if (fields.has(TIME_ZONE)
                && !fields.has(CRON)
                && (fields.has(INTERVAL) || before instanceof IntervalRecurrence)) {
            fields.addError(TIME_ZONE, "must be left out, because an interval has no time zone");
        }
        if (fields.has(CRON)) {
            return cron.flatMap(text -> cron(fields, text, zone.orElse(zoneOf(before))));
        }
        if (fields.has(INTERVAL)) {
            return interval.flatMap(value -> interval(fields, value, before, now));
        }
        return before instanceof CronRecurrence known
                ? zone.flatMap(changed -> cron(fields, known.text(), changed))
                : Optional.empty();
    }

    private static ZoneId zoneOf(@Nullable Recurrence before) {
        return before instanceof CronRecurrence cron ? cron.zone() : UTC;
    }

    private static Optional<Recurrence> cron(JsonFields fields, String text, ZoneId zone) {
        try {
            return Optional.of(CronRecurrence.parse(text, zone));
        } catch (InvalidCronException e) {
            fields.addError(CRON, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /// The same interval keeps its anchor.
    private static Optional<Recurrence> interval(
            JsonFields fields, Duration interval, @Nullable Recurrence before, Instant now) {
        if (!interval.equals(Duration.ofMillis(interval.toMillis()))) {
            fields.addError(INTERVAL, "must be in whole milliseconds");
            return Optional.empty();
        }
        return before instanceof IntervalRecurrence known && known.interval().equals(interval)
                ? Optional.of(known)
                : Optional.of(new IntervalRecurrence(interval, now));
    }

    private static Optional<ZoneId> zone(JsonFields fields) {
        Optional<String> id = fields.string(TIME_ZONE, MAX_ZONE);
        if (id.isPresent() && !ZoneId.getAvailableZoneIds().contains(id.get())) {
            fields.addError(TIME_ZONE, "must be a time zone of the IANA database, such as \"Europe/Berlin\"");
            return Optional.empty();
        }
        return id.map(ZoneId::of);
    }
}
