package dev.interleave.execution;

import dev.interleave.eventloop.EventLoop;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// What somebody who waits for a job has to expect. Thread-safe; takes time proportional to the number of jobs
/// in the loop.
@Component
final class Estimates {

    private final EventLoop loop;
    private final RunningJobs runningJobs;
    private final WorkSpeed speed;
    private final InstantSource clock;

    Estimates(EventLoop loop, RunningJobs runningJobs, WorkSpeed speed, InstantSource clock) {
        this.loop = loop;
        this.runningJobs = runningJobs;
        this.speed = speed;
        this.clock = clock;
    }

    /// @return when the job will have ended, or empty if it has no turns here
    Optional<Instant> endOf(UUID id) {
        return runningJobs.find(id).filter(Estimates::isReady).map(this::end);
    }

    private Instant end(RunningJob running) {
        List<RunningJob> ready =
                runningJobs.all().stream().filter(Estimates::isReady).toList();
        double nanos = WorkAhead.units(loop.scheduling(), running, ready) / speed.unitsPerNano();
        return clock.instant().plusMillis((long) (nanos / 1_000_000));
    }

    private static boolean isReady(RunningJob running) {
        return switch (running.task().state()) {
            case CREATED, READY -> true;
            case PAUSED, SUCCEEDED, FAILED, CANCELLED -> false;
        };
    }
}
