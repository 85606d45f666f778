package dev.interleave.execution;

import dev.interleave.arithmetic.Natural;
import dev.interleave.computation.Calculation;
import dev.interleave.eventloop.EventLoop;
import dev.interleave.job.PartialProduct;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Takes looks into calculations, between two steps. Thread-safe.
@Component
final class PartialProducts {

    private record Look(long steps, long bits, @Nullable Natural value) {}

    private final EventLoop loop;

    PartialProducts(EventLoop loop) {
        this.loop = loop;
    }

    /// Waits for the loop to come round.
    ///
    /// @return empty if the calculation has ended meanwhile
    Optional<PartialProduct> of(RunningJob running) {
        var look = new CompletableFuture<Optional<Look>>();
        loop.callSoon(() -> look.complete(look(running)));
        return look.join().map(PartialProducts::told);
    }

    /// On the loop's thread, so it copies no more than a short number.
    private static Optional<Look> look(RunningJob running) {
        Calculation calculation = running.calculation();
        if (calculation == null) {
            return Optional.empty();
        }
        long bits = calculation.partialBits();
        Natural value = bits <= PartialProduct.MAX_BITS ? calculation.partialProduct() : null;
        return Optional.of(new Look(running.task().steps(), bits, value));
    }

    private static PartialProduct told(Look look) {
        return PartialProduct.of(look.steps, look.bits, look.value == null ? null : look.value.toBigInteger());
    }
}
