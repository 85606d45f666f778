package dev.interleave.execution.control;

import dev.interleave.computation.Calculation;
import dev.interleave.computation.PartialValue;
import dev.interleave.execution.checkpoint.CalculationLoader;
import dev.interleave.execution.instance.InstanceNotifier;
import dev.interleave.execution.run.LoopExecutor;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.execution.run.RunningJobs;
import dev.interleave.job.RunningJobView;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.PartialResult;
import dev.interleave.job.model.Progress;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Answers for the jobs on the loop of this instance: progress, estimates and partial products. Thread-safe.
@Component
final class RunningJobReader implements RunningJobView {

    private record Look(long steps, PartialValue value) {}

    private final RunningJobs runningJobs;
    private final InstanceNotifier instanceNotifier;
    private final CompletionEstimator completionEstimator;
    private final LoopExecutor loop;
    private final CalculationLoader calculationLoader;

    RunningJobReader(
            RunningJobs runningJobs,
            InstanceNotifier instanceNotifier,
            CompletionEstimator completionEstimator,
            LoopExecutor loop,
            CalculationLoader calculationLoader) {
        this.runningJobs = runningJobs;
        this.instanceNotifier = instanceNotifier;
        this.completionEstimator = completionEstimator;
        this.loop = loop;
        this.calculationLoader = calculationLoader;
    }

    @Override
    public boolean mayRunElsewhere(UUID id) {
        return instanceNotifier.hasOthers() && runningJobs.find(id).isEmpty();
    }

    @Override
    public Optional<Progress> progress(UUID id) {
        return runningJobs.find(id).map(RunningJob::progress);
    }

    @Override
    public Optional<Instant> estimatedEnd(UUID id) {
        return completionEstimator.endOf(id);
    }

    /// Waits until the loop runs the look between two turns.
    @Override
    public Optional<PartialResult> partialResult(UUID id) {
        return runningJobs
                .find(id)
                .flatMap(running -> loop.call(() -> look(running)))
                .map(RunningJobReader::partialResult);
    }

    @Override
    public PartialResult savedPartialResult(Job job) {
        return calculationLoader
                .saved(job)
                .map(calculation -> partialResult(look(job.progress().steps(), calculation)))
                .orElseGet(() -> PartialResult.of(0, job.spec().computation().initialValue()));
    }

    @Override
    public Optional<String> output(UUID id) {
        return runningJobs.find(id).map(RunningJob::output);
    }

    @Override
    public OptionalInt line(UUID id) {
        int line = runningJobs
                .find(id)
                .map(RunningJob::calculation)
                .map(Calculation::line)
                .orElse(0);
        return line == 0 ? OptionalInt.empty() : OptionalInt.of(line);
    }

    @Override
    public String savedOutput(Job job) {
        return calculationLoader.saved(job).map(Calculation::output).orElse("");
    }

    /// On the loop's thread, so it copies no more than a short number.
    private static Optional<Look> look(RunningJob running) {
        Calculation calculation = running.calculation();
        if (calculation == null) {
            return Optional.empty();
        }
        return Optional.of(look(running.progress().steps(), calculation));
    }

    private static Look look(long steps, Calculation calculation) {
        return new Look(steps, calculation.partialValue());
    }

    private static PartialResult partialResult(Look look) {
        return PartialResult.of(look.steps, look.value);
    }
}
