package dev.interleave.store;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Timeouts of equal length for many waits, on one shared timer thread. Thread-safe.
///
/// Since all timeouts are equal, a new one never expires before those that are scheduled, so the timer thread need
/// not be woken for it. A timed wait of a virtual thread wakes a timer thread at its start and at its end, which
/// costs more than a short job. The timer thread ends after five seconds without timeouts.
public final class TimeoutScheduler {

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

    private final ScheduledThreadPoolExecutor timer;
    private final Duration timeout;

    /// @param name the name of the timer thread
    /// @param timeout the length of every timeout
    public TimeoutScheduler(String name, Duration timeout) {
        this(name, timeout, KEEP_ALIVE);
    }

    TimeoutScheduler(String name, Duration timeout, Duration keepAlive) {
        this.timeout = timeout;
        timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name(name).daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(keepAlive.toNanos(), TimeUnit.NANOSECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /// @param onTimeout runs on the timer thread when the timeout expires; must not block
    /// @return cancel it when the wait is over
    public Future<?> schedule(Runnable onTimeout) {
        return timer.schedule(onTimeout, timeout.toNanos(), TimeUnit.NANOSECONDS);
    }
}
