package dev.interleave.eventloop;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A callback that the loop runs once, in a turn of its own, when its time has come.
///
/// Thread-safe.
public final class LoopTimer {

    /// The order in which timers run: by time, and timers with the same time in the order of creation.
    static final Comparator<LoopTimer> ORDER =
            Comparator.<LoopTimer>comparingLong(timer -> timer.time).thenComparingLong(timer -> timer.number);

    /// Decides between equal times; assigned by the [TimerQueue].
    long number;

    private final EventLoop loop;
    private final long time;
    private @Nullable Runnable callback;

    LoopTimer(EventLoop loop, long time, Runnable callback) {
        this.loop = loop;
        this.time = time;
        this.callback = callback;
    }

    /// Prevents the callback from running, and releases it at once. Does nothing if the callback has started.
    ///
    /// @return whether this call prevented the callback from running
    public boolean cancel() {
        if (takeCallback() == null) {
            return false;
        }
        loop.forget(this);
        return true;
    }

    /// @return when it is due, in nanoseconds of [EventLoop#time()]
    public long time() {
        return time;
    }

    /// @return whether its callback has neither started nor been cancelled
    public synchronized boolean isPending() {
        return callback != null;
    }

    void run() {
        Runnable taken = takeCallback();
        if (taken != null) {
            taken.run();
        }
    }

    /// One of a cancellation and the turn of the timer gets the callback, whichever comes first.
    private synchronized @Nullable Runnable takeCallback() {
        Runnable taken = callback;
        callback = null;
        return taken;
    }
}
