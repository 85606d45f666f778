package dev.interleave.webhook.delivery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How fast a receiver takes deliveries, learned from those it has taken; and how many more it can be given
/// now: a bucket that leaks at that pace. Not thread-safe. All times are those of [System#nanoTime].
final class AdaptiveThrottle {

    private static final double FIRST_GUESS = 20e6;
    private static final double NEWEST = 0.2;
    private static final double LONGEST_WAIT = Duration.ofMinutes(5).toNanos();

    private final int atOnce;
    private final int burst;
    private double exchange = FIRST_GUESS;
    private double planned;
    private long at = System.nanoTime();

    /// @param atOnce how many deliveries the receiver gets at a time
    /// @param burst how many may be planned without waiting
    AdaptiveThrottle(int atOnce, int burst) {
        this.atOnce = atOnce;
        this.burst = burst;
    }

    /// @param nanos how long a delivery took
    void took(long nanos) {
        exchange += NEWEST * (nanos - exchange);
    }

    /// Plans one more delivery.
    ///
    /// @param now the time
    /// @param underWay how long the oldest one that is under way has taken so far, or 0
    /// @return how long to wait with it; never much longer than what a receiver that is well again should wait
    Duration plan(long now, long underWay) {
        double interval = Math.max(exchange, (double) underWay) / atOnce;
        leak(now, interval);
        planned++;
        double wait = Math.max(0, planned - burst) * interval;
        return Duration.ofNanos((long) (wait <= LONGEST_WAIT ? wait : longest()));
    }

    /// @param now the time
    /// @return whether nothing is lost if all this is forgotten
    boolean isIdle(long now) {
        leak(now, exchange / atOnce);
        return planned < 1;
    }

    private void leak(long now, double interval) {
        planned = Math.max(0, planned - (now - at) / interval);
        at = now;
    }

    /// Spread, so that those who wait so long do not come together.
    private static double longest() {
        return LONGEST_WAIT * ThreadLocalRandom.current().nextDouble(0.5, 1);
    }
}
