package dev.interleave.execution.control;

import dev.interleave.arithmetic.Natural;
import dev.interleave.computation.Calculation;
import dev.interleave.execution.checkpoint.CalculationLoader;
import dev.interleave.execution.run.LoopExecutor;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.PartialProduct;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Takes looks into calculations, between two steps. Thread-safe.
@Component
public final class PartialProductReader {

    private record Look(long steps, long bits, @Nullable Natural value) {}

    private final LoopExecutor loop;
    private final CalculationLoader calculationLoader;

    PartialProductReader(LoopExecutor loop, CalculationLoader calculationLoader) {
        this.loop = loop;
        this.calculationLoader = calculationLoader;
    }

    /// Reads the checkpoint of a job, so it takes time and memory that grow with that.
    ///
    /// @return empty if it has none that is of use
    public PartialProduct saved(Job job) {
        return calculationLoader
                .saved(job)
                .map(calculation -> told(look(job.progress().steps(), calculation)))
                .orElse(PartialProduct.EMPTY);
    }

    /// Waits for the loop to come round.
    ///
    /// @return empty if the calculation has ended meanwhile
    /// @throws RuntimeException as [LoopExecutor#ask]
    public Optional<PartialProduct> of(RunningJob running) {
        return loop.ask(() -> look(running)).map(PartialProductReader::told);
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

    private static PartialProduct told(Look look) {
        return PartialProduct.of(look.steps, look.bits, look.value == null ? null : look.value.toBigInteger());
    }
}
