package dev.interleave.store;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// How long callers wait at most, each of them the same time. Thread-safe.
///
/// Who begins to wait is the last one whose time will be over, so no timer has to be woken for it. A timed wait
/// of a virtual thread wakes one at its beginning and at its end, which costs more than a short job.
public final class TimeoutScheduler {

    private static final long IDLE_SECONDS = 5;

    private final ScheduledThreadPoolExecutor timer;
    private final Duration time;

    /// @param name of the thread, which is there while somebody waits
    /// @param time that everybody waits
    public TimeoutScheduler(String name, Duration time) {
        this.time = time;
        timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name(name).daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /// @param end of the wait, run by the timer's thread, so quick
    /// @return to be cancelled when there is nothing to wait for any more
    public Future<?> limit(Runnable end) {
        return timer.schedule(end, time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
