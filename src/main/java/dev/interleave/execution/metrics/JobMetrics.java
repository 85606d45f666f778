package dev.interleave.execution.metrics;

import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobFailure;
import dev.interleave.job.model.JobTimestamps;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Counts and times the jobs of this instance. Thread-safe.
@Component
public final class JobMetrics {

    private static final Duration[] WAITS = {
        Duration.ofMillis(1),
        Duration.ofMillis(10),
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10)
    };

    private static final Duration[] DURATIONS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10)
    };

    private static final long KILOBIT = 1_000;
    private static final long MEGABIT = 1_000_000;

    private final MeterRegistry registry;
    private final Counter accepted;
    private final Counter reused;
    private final Timer queueWait;
    private final LongAdder ended = new LongAdder();

    public JobMetrics(MeterRegistry registry) {
        this.registry = registry;
        accepted = Counter.builder("interleave.jobs.submitted")
                .description("Jobs that were accepted")
                .register(registry);
        reused = Counter.builder("interleave.jobs.reused")
                .description("Jobs that took the result of an equal job")
                .register(registry);
        queueWait = Timer.builder("interleave.jobs.queue.wait")
                .description("Time from a job's submission to its admission to the loop")
                .serviceLevelObjectives(WAITS)
                .register(registry);
    }

    /// @return how many jobs were accepted since the start
    public long submitted() {
        return Math.round(accepted.count());
    }

    /// @return how many jobs have ended since the start, in whatever way
    public long finished() {
        return ended.sum();
    }

    public void submitted(int jobs) {
        accepted.increment(jobs);
    }

    public void launched(Job job) {
        if (!job.checkpoint().exists()) { // else it has been in a loop before
            queueWait.record(
                    between(job.timestamps().createdAt(), job.timestamps().startedAt()));
        }
    }

    public void finished(Collection<Job> jobs) {
        jobs.forEach(this::finished);
    }

    private void finished(Job job) {
        ended.increment();
        JobTimestamps timestamps = job.timestamps();
        Timer.builder("interleave.jobs.duration")
                .description("Time from a job's submission to its end")
                .tag("state", job.state().wireName())
                .tag("size", size(job))
                .serviceLevelObjectives(DURATIONS)
                .register(registry)
                .record(between(timestamps.createdAt(), timestamps.finishedAt()));
        if (job.origin().reusedFrom() != null) {
            reused.increment();
        }
        if (job.spec().computation().sourceHash().isPresent()) {
            countProgram(job);
        }
    }

    private void countProgram(Job job) {
        Counter.builder("interleave.programs.ended")
                .description("Programs that have ended, by outcome")
                .tag("outcome", outcome(job))
                .register(registry)
                .increment();
    }

    private static String outcome(Job job) {
        JobFailure failure = job.failure();
        return failure == null
                ? job.state().wireName()
                : failure.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// By the length of the result, as it is estimated beforehand.
    private static String size(Job job) {
        long bits = job.spec().cost().bits();
        return bits <= KILOBIT ? "small" : bits <= MEGABIT ? "medium" : "large";
    }

    private static Duration between(Instant from, @Nullable Instant to) {
        Duration time = to == null ? Duration.ZERO : Duration.between(from, to);
        return time.isNegative() ? Duration.ZERO : time; // clocks of instances differ
    }
}
