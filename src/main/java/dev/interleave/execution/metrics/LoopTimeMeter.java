package dev.interleave.execution.metrics;

import dev.interleave.eventloop.Task;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.execution.run.RunningJobs;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// How much of the loop's time the jobs of each owner have received here. Thread-safe.
///
/// Steps that were not measured alone count as long as tiny ones are on the average. What is charged is exact
/// to a look at the running jobs: none of it is counted twice, and none is lost when a job leaves.
@Component
public final class LoopTimeMeter {

    private static final double FIRST_GUESS_NANOS = 200;

    private final RunningJobs runningJobs;
    private final LoopStatistics figures;
    private final ConcurrentHashMap<String, Long> received = new ConcurrentHashMap<>();

    public LoopTimeMeter(RunningJobs runningJobs, LoopStatistics figures) {
        this.runningJobs = runningJobs;
        this.figures = figures;
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
    /// @return nanoseconds by owner, since the last call; without those who have received nothing
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
        long turns = figures.tinyTurns();
        return turns == 0 ? FIRST_GUESS_NANOS : (double) figures.tinyNanos() / turns;
    }
}
