package dev.interleave.execution.metrics;

import dev.interleave.computation.FailedCalculationException;
import dev.interleave.computation.MemoryUnavailableException;
import dev.interleave.eventloop.EventLoopListener;
import dev.interleave.eventloop.Task;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/// Statistics of the turns of the last minute, and the longest turn since the start. The loop thread writes,
/// any thread reads.
@Component
public final class LoopStatistics implements EventLoopListener {

    private static final Logger log = LoggerFactory.getLogger(LoopStatistics.class);

    private final RollingHistogram turns = new RollingHistogram();
    private final RollingHistogram lags = new RollingHistogram();
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);
    private final AtomicLong busyNanos = new AtomicLong();
    private final AtomicLong tinyTurns = new AtomicLong();
    private final AtomicLong tinyNanos = new AtomicLong();

    @Override
    public void turnsRan(int count, long nanos) {
        long each = nanos / count;
        turns.record(each, count);
        longest.accumulate(each);
        add(busyNanos, nanos);
        if (count > 1) {
            add(tinyTurns, count);
            add(tinyNanos, nanos);
        }
    }

    @Override
    public void lagged(long nanos) {
        lags.record(nanos, 1);
    }

    @Override
    public void taskFailed(Task<?> task, Throwable failure) {
        if (failure instanceof FailedCalculationException || failure instanceof MemoryUnavailableException) {
            return; // a result like any other, or a job that goes back to the queue
        }
        try (var _ = MDC.putCloseable("jobId", task.name())) {
            log.error("The task {} failed after {} steps", task, task.steps(), failure);
        }
    }

    @Override
    public void callbackFailed(Throwable failure) {
        log.error("A callback of the event loop failed", failure);
    }

    public RollingHistogram turns() {
        return turns;
    }

    public RollingHistogram lags() {
        return lags;
    }

    long longestTurnNanos() {
        return longest.get();
    }

    /// @return how long all turns took together, since the start
    long busyNanos() {
        return busyNanos.getOpaque();
    }

    /// @return how many turns were so short that they were measured several at a time
    long tinyTurns() {
        return tinyTurns.get();
    }

    /// @return how long those took together
    long tinyNanos() {
        return tinyNanos.get();
    }

    /// One thread writes, so that no turn pays for a fence.
    private static void add(AtomicLong sum, long amount) {
        sum.setOpaque(sum.getPlain() + amount);
    }
}
