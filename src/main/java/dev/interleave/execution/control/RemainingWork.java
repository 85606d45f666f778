package dev.interleave.execution.control;

import dev.interleave.eventloop.Scheduling;
import dev.interleave.execution.run.RunningJob;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Predicts the work of the loop until a job completes, if no job arrives or leaves before that.
final class RemainingWork {

    private RemainingWork() {}

    /// @param of the job, ready
    /// @param ready all jobs that have turns, that one included
    /// @return in units of their costs, about a nanosecond each
    static double units(Scheduling scheduling, RunningJob of, Collection<RunningJob> ready) {
        return switch (scheduling) {
            case SEQUENTIAL ->
                ready.stream()
                        .filter(other -> other.job().id().compareTo(of.job().id()) <= 0) // in order of creation
                        .mapToDouble(RunningJob::unitsLeft)
                        .sum();
            case INTERLEAVED ->
                ready.stream()
                        .mapToDouble(other -> other.unitsOfNext(of.stepsLeft()))
                        .sum();
            case FAIR -> fair(of, ready);
        };
    }

    /// Each of the owner's jobs gets as much as this one in proportion to the weights, or less if it needs
    /// less; so does each of the other owners in comparison to this one.
    private static double fair(RunningJob of, Collection<RunningJob> ready) {
        String owner = of.task().weight().owner();
        double perWeight = of.unitsLeft() / of.task().weight().weight();
        double own = 0;
        Map<String, Double> others = new HashMap<>();
        for (RunningJob job : ready) {
            var weight = job.task().weight();
            if (weight.owner().equals(owner)) {
                own += Math.min(job.unitsLeft(), perWeight * weight.weight());
            } else {
                others.merge(weight.owner(), job.unitsLeft(), Double::sum);
            }
        }
        double most = own;
        return own
                + others.values().stream()
                        .mapToDouble(left -> Math.min(left, most))
                        .sum();
    }
}
