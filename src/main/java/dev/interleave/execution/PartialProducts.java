package dev.interleave.execution;

import dev.interleave.arithmetic.Natural;
import dev.interleave.computation.Calculation;
import dev.interleave.job.Job;
import dev.interleave.job.PartialProduct;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Takes looks into calculations, between two steps. Thread-safe.
@Component
final class PartialProducts {

    private record Look(long steps, long bits, @Nullable Natural value) {}

    private final LoopCalls loop;
    private final Beginnings beginnings;

    PartialProducts(LoopCalls loop, Beginnings beginnings) {
        this.loop = loop;
        this.beginnings = beginnings;
    }

    /// Reads the checkpoint of a job, so it takes time and memory that grow with that.
    ///
    /// @return empty if it has none that is of use
    PartialProduct saved(Job job) {
        return beginnings
                .saved(job)
                .map(calculation -> told(look(job.progress().steps(), calculation)))
                .orElse(PartialProduct.EMPTY);
    }

    /// Waits for the loop to come round.
    ///
    /// @return empty if the calculation has ended meanwhile
    /// @throws RuntimeException as [LoopCalls#ask]
    Optional<PartialProduct> of(RunningJob running) {
        return loop.ask(() -> look(running)).map(PartialProducts::told);
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
