package dev.interleave.execution.checkpoint;

import dev.interleave.computation.Calculation;
import dev.interleave.computation.Checkpoint;
import dev.interleave.execution.run.LoopExecutor;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.job.model.Progress;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Takes the state of jobs between two steps, on the loop thread. Thread-safe.
@Component
public final class Snapshotter {

    /// The state of a job between two steps.
    ///
    /// @param checkpoint to be written off the loop
    /// @param progress by then
    /// @param loopNanos how much loop time the job had received by then, in this term
    /// @param ran how long it had been in a loop by then
    public record Snapshot(Checkpoint checkpoint, Progress progress, long loopNanos, Duration ran) {

        /// To be called while the job is not being stepped.
        ///
        /// @return empty if its calculation has ended, or cannot be stored now
        public static Optional<Snapshot> of(RunningJob running) {
            Calculation calculation = running.calculation();
            return calculation == null || !calculation.canBeCheckpointed()
                    ? Optional.empty()
                    : Optional.of(new Snapshot(
                            calculation.checkpoint(), running.progress(), running.loopNanos(), running.ran()));
        }
    }

    private final LoopExecutor loop;

    public Snapshotter(LoopExecutor loop) {
        this.loop = loop;
    }

    /// @return empty if the calculation has ended, or cannot be stored now
    /// @throws RuntimeException as [LoopExecutor#call]
    Optional<Snapshot> take(RunningJob running) {
        Calculation calculation = running.calculation();
        if (calculation == null || !calculation.isCheckpointLong()) {
            return between(running, () -> {});
        }
        try {
            return pause(running);
        } finally {
            running.task().resume();
        }
    }

    /// Takes no more steps after the snapshot. A long checkpoint is taken off the loop, once the task is paused.
    ///
    /// @return empty if the calculation has ended, or cannot be stored now; then the task is as it was before
    /// @throws RuntimeException as [LoopExecutor#call]
    public Optional<Snapshot> pause(RunningJob running) {
        Calculation calculation = running.calculation();
        if (calculation == null || !calculation.isCheckpointLong()) {
            return between(running, running.task()::pause);
        }
        boolean paused = loop.call(() -> {
            boolean canBeStored = running.calculation() != null && calculation.canBeCheckpointed();
            if (canBeStored) {
                running.task().pause();
            }
            return canBeStored;
        });
        return paused ? Snapshot.of(running) : Optional.empty();
    }

    private Optional<Snapshot> between(RunningJob running, Runnable first) {
        return loop.call(() -> {
            first.run();
            return Snapshot.of(running);
        });
    }
}
