package dev.interleave.execution;

import dev.interleave.eventloop.EventLoopListener;
import dev.interleave.eventloop.Task;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// What the loop did in the last minute, and the longest turn ever. Written by the loop's thread, read by any.
@Component
final class LoopFigures implements EventLoopListener {

    private static final Logger log = LoggerFactory.getLogger(LoopFigures.class);

    private final LastMinute turns = new LastMinute();
    private final LastMinute lags = new LastMinute();
    private final AtomicLong busyNanos = new AtomicLong();
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    @Override
    public void turnsRan(int count, long nanos) {
        busyNanos.setOpaque(busyNanos.getPlain() + nanos); // one thread writes
        long each = nanos / count;
        turns.record(each, count);
        longest.accumulate(each);
    }

    @Override
    public void lagged(long nanos) {
        lags.record(nanos, 1);
    }

    @Override
    public void taskFailed(Task<?> task, Throwable failure) {
        log.error("{} failed after {} steps", task, task.steps(), failure);
    }

    @Override
    public void callbackFailed(Throwable failure) {
        log.error("a callback of the loop failed", failure);
    }

    LastMinute turns() {
        return turns;
    }

    LastMinute lags() {
        return lags;
    }

    /// @return how long all turns since the start took together
    long busyNanos() {
        return busyNanos.getOpaque();
    }

    long longestTurnNanos() {
        return longest.get();
    }
}
