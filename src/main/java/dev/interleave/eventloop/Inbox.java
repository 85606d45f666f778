package dev.interleave.eventloop;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Keeps what other threads submit to the loop until the loop runs it; the only way into the loop.
///
/// [#submit], [#wakeUp] and [#isEmpty] are thread-safe; call the others only from the loop thread.
final class Inbox {

    /// How many actions are run at a time, so that a flood of them cannot keep the tasks from their turns.
    private static final int BATCH = 256;

    private record Submission(Runnable action, long time) {}

    private final Queue<Submission> submissions = new ConcurrentLinkedQueue<>();
    private final LongSupplier nanoClock;
    private final LongConsumer lag;
    private volatile @Nullable Thread sleeper;

    /// @param nanoClock in nanoseconds from any origin
    /// @param lag takes how long the first submission of a batch had waited, in nanoseconds
    Inbox(LongSupplier nanoClock, LongConsumer lag) {
        this.nanoClock = nanoClock;
        this.lag = lag;
    }

    void submit(Runnable action) {
        submissions.add(new Submission(action, nanoClock.getAsLong()));
        wakeUp();
    }

    /// Wakes the loop thread if it sleeps.
    void wakeUp() {
        Thread thread = sleeper;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    boolean isEmpty() {
        return submissions.isEmpty();
    }

    /// Runs what was submitted, at most one batch of it.
    void drain() {
        Submission next = submissions.poll();
        if (next == null) {
            return;
        }
        lag.accept(nanoClock.getAsLong() - next.time);
        for (int i = 1; next != null; i++) {
            next.action.run();
            next = i < BATCH ? submissions.poll() : null;
        }
    }

    /// Sleeps until something is submitted, [#wakeUp] is called or a time is up; may also return for no reason.
    ///
    /// No wake-up is lost: this publishes `sleeper` before it reads `submissions` and `stopped`, and the other
    /// thread writes one of those before it reads `sleeper`. So one of the two threads sees what the other wrote.
    ///
    /// @param stopped whether the loop is to stop instead of sleeping
    /// @param nanos how long to sleep at most, in nanoseconds; [Long#MAX_VALUE] for no limit; does not sleep if it
    ///     is zero or negative
    void awaitWork(BooleanSupplier stopped, long nanos) {
        sleeper = Thread.currentThread();
        if (submissions.isEmpty() && !stopped.getAsBoolean()) {
            if (nanos == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, nanos);
            }
        }
        sleeper = null;
        Thread.interrupted(); // an interrupted thread cannot park, so the loop would spin
    }
}
