package dev.interleave.execution.control;

import dev.interleave.eventloop.EventLoop;
import dev.interleave.execution.metrics.ThroughputMeter;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.execution.run.RunningJobs;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Estimates when a running job will complete. Thread-safe. Takes time proportional to the number of jobs on
/// the loop.
@Component
public final class CompletionEstimator {

    private final EventLoop loop;
    private final RunningJobs runningJobs;
    private final ThroughputMeter speed;
    private final InstantSource clock;

    public CompletionEstimator(EventLoop loop, RunningJobs runningJobs, ThroughputMeter speed, InstantSource clock) {
        this.loop = loop;
        this.runningJobs = runningJobs;
        this.speed = speed;
        this.clock = clock;
    }

    /// @return when the job will have ended, or empty if it has no turns here
    public Optional<Instant> endOf(UUID id) {
        return runningJobs
                .find(id)
                .filter(CompletionEstimator::isReady)
                .filter(RunningJob::isWorkKnown)
                .map(this::end);
    }

    private Instant end(RunningJob running) {
        List<RunningJob> ready =
                runningJobs.all().stream().filter(CompletionEstimator::isReady).toList();
        double nanos = RemainingWork.units(loop.scheduling(), running, ready) / speed.unitsPerNano();
        return clock.instant().plusMillis((long) (nanos / 1_000_000));
    }

    private static boolean isReady(RunningJob running) {
        return switch (running.task().state()) {
            case CREATED, READY -> true;
            case PAUSED, SUCCEEDED, FAILED, CANCELLED -> false;
        };
    }
}
