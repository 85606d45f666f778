package dev.interleave.execution.control;

import dev.interleave.arithmetic.Natural;
import dev.interleave.computation.Calculation;
import dev.interleave.execution.checkpoint.CalculationLoader;
import dev.interleave.execution.instance.InstanceNotifier;
import dev.interleave.execution.run.LoopExecutor;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.execution.run.RunningJobs;
import dev.interleave.job.RunningJobView;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.PartialProduct;
import dev.interleave.job.model.Progress;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Answers for the jobs on the loop of this instance: progress, estimates and partial products. Thread-safe.
@Component
final class RunningJobReader implements RunningJobView {

    private record Look(long steps, long bits, @Nullable Natural value) {}

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
    public Optional<PartialProduct> partialProduct(UUID id) {
        return runningJobs
                .find(id)
                .flatMap(running -> loop.call(() -> look(running)))
                .map(RunningJobReader::partialProduct);
    }

    @Override
    public PartialProduct savedPartialProduct(Job job) {
        return calculationLoader
                .saved(job)
                .map(calculation -> partialProduct(look(job.progress().steps(), calculation)))
                .orElse(PartialProduct.EMPTY);
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
        long bits = calculation.partialBits();
        Natural value = bits <= PartialProduct.MAX_BITS ? calculation.partialProduct() : null;
        return new Look(steps, bits, value);
    }

    private static PartialProduct partialProduct(Look look) {
        return PartialProduct.of(look.steps, look.bits, look.value == null ? null : look.value.toBigInteger());
    }
}
