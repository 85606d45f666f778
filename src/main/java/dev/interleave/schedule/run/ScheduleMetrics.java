package dev.interleave.schedule.run;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// Metrics of schedules: ticks by outcome, and how late jobs are submitted. Thread-safe.
@Component
public final class ScheduleMetrics {

    /// What has become of a tick.
    public enum Outcome {
        /// A job was submitted.
        SUBMITTED,
        /// A request has started a job.
        MANUAL,
        /// The tick waits for the end of a job.
        QUEUED,
        /// The tick was dropped because a job of the schedule is unfinished.
        OVERLAPPED,
        /// Missed ticks were dropped, all at once.
        MISSED,
        /// The job is invalid.
        FAILED,
        /// The submission was refused for now, and is repeated.
        DELAYED
    }

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofMinutes(1),
        Duration.ofHours(1)
    };

    private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);
    private final Timer lateness;

    public ScheduleMetrics(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            counters.put(
                    outcome,
                    Counter.builder("interleave.schedule.runs")
                            .description("Ticks of schedules, by outcome")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        lateness = Timer.builder("interleave.schedule.lateness")
                .description("How long after its tick a job was submitted")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /// Counts a tick.
    public void count(Outcome outcome) {
        Objects.requireNonNull(counters.get(outcome)).increment();
    }

    void submitted(Duration late) {
        count(Outcome.SUBMITTED);
        lateness.record(late);
    }
}
