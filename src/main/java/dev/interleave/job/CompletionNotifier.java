package dev.interleave.job;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Wakes clients that wait for the completion of a job, and whenever the job leaves the loop. Thread-safe. A
/// waiting virtual thread holds no platform thread.
@Component
public final class CompletionNotifier {

    private static final class Signal {
        private final CountDownLatch latch = new CountDownLatch(1);
        private int waiting;
    }

    private final ConcurrentHashMap<UUID, Signal> signals = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /// Tells that the end of a job was recorded.
    ///
    /// @param id of the job
    public void finished(UUID id) {
        Signal signal = signals.remove(id);
        if (signal != null) {
            signal.latch.countDown();
        }
    }

    /// Waits until the end of a job was told, the time is over, or the service stops.
    ///
    /// @param id of the job
    /// @param atMost how long
    /// @param isFinished looked at once more after the caller can no longer miss the signal
    void await(UUID id, Duration atMost, BooleanSupplier isFinished) {
        Signal signal = join(id);
        try {
            if (!isFinished.getAsBoolean() && !closed) {
                signal.latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            leave(id, signal);
        }
    }

    /// @return whether the service is stopping, so that no client may wait
    boolean isClosed() {
        return closed;
    }

    @EventListener
    void releaseAll(ContextClosedEvent event) {
        closed = true;
        signals.values().forEach(signal -> signal.latch.countDown());
    }

    private Signal join(UUID id) {
        return signals.compute(id, (_, present) -> {
            Signal signal = present == null ? new Signal() : present;
            signal.waiting++;
            return signal;
        });
    }

    private void leave(UUID id, Signal signal) {
        signals.computeIfPresent(id, (_, present) -> present == signal && --signal.waiting == 0 ? null : present);
    }
}
