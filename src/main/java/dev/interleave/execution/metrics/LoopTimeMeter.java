package dev.interleave.execution.metrics;

import dev.interleave.eventloop.Task;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.execution.run.RunningJobs;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// Measures the loop time of each owner on this instance. Thread-safe.
///
/// Steps that are too short to be measured one by one count with their average. Each nanosecond is counted
/// once, also when a job leaves the loop.
@Component
public final class LoopTimeMeter {

    private static final double FIRST_GUESS_NANOS = 200;

    private final RunningJobs runningJobs;
    private final LoopStatistics statistics;
    private final ConcurrentHashMap<String, Long> received = new ConcurrentHashMap<>();

    public LoopTimeMeter(RunningJobs runningJobs, LoopStatistics statistics) {
        this.runningJobs = runningJobs;
        this.statistics = statistics;
    }

    /// Charges what a job has received since it was charged last. Costs next to nothing.
    public void charge(RunningJob running) {
        long nanos = running.charge(nanos(running.task()));
        if (nanos > 0) {
            received.merge(running.job().owner(), nanos, Long::sum);
        }
    }

    /// Tells everything once.
    ///
    /// @return nanoseconds by owner since the last call; owners without loop time are left out
    public Map<String, Long> take() {
        runningJobs.all().forEach(this::charge);
        Map<String, Long> taken = new HashMap<>();
        for (String owner : received.keySet()) {
            Long nanos = received.remove(owner);
            if (nanos != null) {
                taken.put(owner, nanos);
            }
        }
        return taken;
    }

    private long nanos(Task<?> task) {
        long measured = task.measuredNanos();
        long tinySteps = Math.max(0, task.steps() - task.measuredSteps());
        return measured + Math.round(tinySteps * tinyTurnNanos());
    }

    private double tinyTurnNanos() {
        long turns = statistics.tinyTurns();
        return turns == 0 ? FIRST_GUESS_NANOS : (double) statistics.tinyNanos() / turns;
    }
}
