package dev.interleave.execution.metrics;

import java.util.ArrayDeque;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/// A histogram of the last minute that drops the oldest second every second. One thread writes without waiting,
/// any thread reads.
public final class RollingHistogram {

    private static final int SECONDS = 60;
    private static final int DIGITS = 2;

    private final SingleWriterRecorder current = new SingleWriterRecorder(DIGITS);
    private final ArrayDeque<Histogram> seconds = new ArrayDeque<>();

    /// To be called by the one writing thread.
    void record(long nanos, int count) {
        current.recordValueWithCount(Math.max(0, nanos), count);
    }

    /// Begins the next second.
    public synchronized void tick() {
        seconds.addLast(current.getIntervalHistogram());
        if (seconds.size() > SECONDS) {
            seconds.removeFirst();
        }
    }

    /// @return of all whole seconds, in nanoseconds
    Histogram sum() {
        return sum(SECONDS);
    }

    /// @param last how many whole seconds
    /// @return of the last ones, in nanoseconds
    synchronized Histogram sum(int last) {
        Histogram sum = new Histogram(DIGITS);
        seconds.stream().skip(Math.max(0, seconds.size() - last)).forEach(sum::add);
        return sum;
    }

    /// @return of the last whole second, in nanoseconds
    synchronized @Nullable Histogram lastSecond() {
        return seconds.peekLast();
    }

    /// @return how many were recorded in the last whole second
    synchronized long perSecond() {
        return seconds.isEmpty() ? 0 : seconds.getLast().getTotalCount();
    }
}
