package dev.interleave.webhook.delivery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// A leaky bucket of planned deliveries to an endpoint, or of an owner, that adapts its rate to their latency. Not
/// thread-safe; guarded by [EndpointBulkhead]. Times are those of [System#nanoTime].
final class AdaptiveThrottle {

    private static final double INITIAL_LATENCY = 20e6;
    private static final double SLOW_LATENCY = 1e9;
    private static final double SMOOTHING = 0.2;
    private static final double MAX_WAIT = Duration.ofMinutes(5).toNanos();

    private final int concurrency;
    private final int burst;
    private double latency = INITIAL_LATENCY;
    private double planned;
    private long at = System.nanoTime();

    /// @param concurrency number of concurrent deliveries
    /// @param burst number of deliveries that can be planned without a delay
    AdaptiveThrottle(int concurrency, int burst) {
        this.concurrency = concurrency;
        this.burst = burst;
    }

    /// Records the latency of a delivery.
    void record(long nanos) {
        latency += SMOOTHING * (nanos - latency);
    }

    /// @return whether deliveries take longer than a second
    boolean isSlow() {
        return latency > SLOW_LATENCY;
    }

    /// Plans one more delivery.
    ///
    /// @param oldestNanos how long the oldest current delivery has taken so far, or 0
    /// @return the delay of this delivery, at most 5 minutes: an endpoint that has recovered is noticed by then
    Duration plan(long now, long oldestNanos) {
        double interval = Math.max(latency, (double) oldestNanos) / concurrency;
        leak(now, interval);
        planned++;
        double wait = Math.max(0, planned - burst) * interval;
        return Duration.ofNanos((long) (wait <= MAX_WAIT ? wait : randomMaxWait()));
    }

    /// @return whether this object can be dropped without changing any delay
    boolean isIdle(long now) {
        leak(now, latency / concurrency);
        return planned < 1;
    }

    private void leak(long now, double interval) {
        planned = Math.max(0, planned - (now - at) / interval);
        at = now;
    }

    /// Randomized, so that deliveries with the maximum delay do not come at the same time.
    private static double randomMaxWait() {
        return MAX_WAIT * ThreadLocalRandom.current().nextDouble(0.5, 1);
    }
}
