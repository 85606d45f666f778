package dev.interleave.execution.metrics;

import dev.interleave.eventloop.EventLoop;
import dev.interleave.execution.instance.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.springframework.stereotype.Component;

/// Reports the current statistics of the event loop. Thread-safe.
@Component
public final class EventLoopReport {

    /// A duration over the last minute, in milliseconds.
    ///
    /// @param p50 half were at most this long
    /// @param p99 99 of 100 were at most this long
    /// @param max none was longer
    public record Spread(double p50, double p99, double max) {

        private static Spread of(Histogram nanos) {
            return new Spread(
                    millis(nanos.getValueAtPercentile(50)),
                    millis(nanos.getValueAtPercentile(99)),
                    millis(nanos.getMaxValue()));
        }
    }

    private final EventLoop loop;
    private final LoopStatistics statistics;
    private final InstanceId instance;
    private final long start = System.nanoTime();

    EventLoopReport(EventLoop loop, LoopStatistics statistics, InstanceId instance) {
        this.loop = loop;
        this.statistics = statistics;
        this.instance = instance;
    }

    /// @return which process this is
    public String instance() {
        return instance.value();
    }

    /// @return the policy, as in the configuration
    public String scheduling() {
        return loop.scheduling().name().toLowerCase(Locale.ROOT);
    }

    /// @return how many tasks wait for a turn or have it
    public int readyTasks() {
        return loop.readyTasks();
    }

    /// @return steps of all tasks since the start
    public long rounds() {
        return loop.rounds();
    }

    /// @return turns in the last whole second
    public long stepsPerSecond() {
        return statistics.turns().perSecond();
    }

    /// @return of the last minute
    public Spread turnMillis() {
        return Spread.of(statistics.turns().sum());
    }

    /// @return the lag of the inbox in the last minute
    public Spread lagMillis() {
        return Spread.of(statistics.lags().sum());
    }

    /// @param seconds how many whole ones, at most 60
    /// @return how long a turn took in the last ones
    public Spread turnMillis(int seconds) {
        return Spread.of(statistics.turns().sum(seconds));
    }

    /// @param seconds how many whole ones, at most 60
    /// @return the lag of the inbox in the last samples
    public Spread lagMillis(int seconds) {
        return Spread.of(statistics.lags().sum(seconds));
    }

    /// @return how long all turns took together, since the start
    public long busyNanos() {
        return statistics.busyNanos();
    }

    /// How many turns of the last minute were how long.
    ///
    /// @param belowNanos upper bounds, ascending
    /// @return as many counts and one more, for those that were longer
    public long[] turnHistogram(long... belowNanos) {
        long[] counts = new long[belowNanos.length + 1];
        for (HistogramIterationValue value : statistics.turns().sum().recordedValues()) {
            int at = Arrays.binarySearch(belowNanos, value.getValueIteratedTo());
            counts[at < 0 ? -at - 1 : at] += value.getCountAtValueIteratedTo();
        }
        return counts;
    }

    /// @return since the start
    public double longestTurnMillis() {
        return millis(statistics.longestTurnNanos());
    }

    /// @return when this process started
    public Instant startedAt() {
        return instance.startedAt();
    }

    /// @return since the start
    public Duration uptime() {
        return Duration.ofMillis((System.nanoTime() - start) / 1_000_000);
    }

    private static double millis(long nanos) {
        return nanos / 1_000_000.0;
    }
}
