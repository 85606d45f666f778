package dev.interleave.execution.metrics;

import dev.interleave.execution.run.RunningJob;
import dev.interleave.execution.run.RunningJobs;
import java.util.concurrent.atomic.DoubleAdder;
import org.springframework.stereotype.Component;

/// Measures the work that the loop does per nanosecond of loop time, over its last busy seconds. Thread-safe.
@Component
public final class ThroughputMeter {

    /// What a unit of work is meant to take: a nanosecond. Believed until something was measured.
    private static final double BY_DEFINITION = 1;

    private static final long SHORTEST_NANOS = 10_000_000;
    private static final long WINDOW_NANOS = 2_000_000_000;

    private record Sample(long busyNanos, double units) {}

    private final RunningJobs runningJobs;
    private final LoopStatistics statistics;
    private final DoubleAdder endedUnits = new DoubleAdder();
    private Sample older = new Sample(0, 0);
    private Sample newer = older;
    private double last = BY_DEFINITION;

    public ThroughputMeter(RunningJobs runningJobs, LoopStatistics statistics) {
        this.runningJobs = runningJobs;
        this.statistics = statistics;
    }

    /// To be called once for each job that leaves the loop.
    public void record(RunningJob running) {
        running.markMeasured();
        endedUnits.add(running.unitsDoneHere());
    }

    /// @return units of work per nanosecond
    public synchronized double unitsPerNano() {
        Sample now = new Sample(statistics.busyNanos(), endedUnits.sum() + unitsUnderWay());
        long nanos = now.busyNanos - older.busyNanos;
        double units = now.units - older.units;
        if (nanos >= SHORTEST_NANOS && units > 0) { // a job that ends right now may be in neither sum
            last = units / nanos;
        }
        if (now.busyNanos - newer.busyNanos >= WINDOW_NANOS) {
            older = newer;
            newer = now;
        }
        return last;
    }

    private double unitsUnderWay() {
        return runningJobs.all().stream()
                .filter(running -> !running.isMeasured())
                .mapToDouble(RunningJob::unitsDoneHere)
                .sum();
    }
}
