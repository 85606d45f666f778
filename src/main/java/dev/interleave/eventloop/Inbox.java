package dev.interleave.eventloop;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The one way into the loop from other threads. [#enter] and [#knock] are thread-safe, the rest belongs to the
/// loop's thread.
final class Inbox {

    /// So that a flood at the door cannot keep the tasks inside from their turns.
    private static final int BATCH = 256;

    private record Visit(Runnable action, long since) {}

    private final Queue<Visit> visits = new ConcurrentLinkedQueue<>();
    private final LongSupplier nanoClock;
    private volatile @Nullable Thread sleeper;

    Inbox(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    void enter(Runnable action) {
        visits.add(new Visit(action, nanoClock.getAsLong()));
        knock();
    }

    /// Wakes the loop's thread if it sleeps.
    void knock() {
        Thread thread = sleeper;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    boolean isEmpty() {
        return visits.isEmpty();
    }

    /// Lets in what waits, at most one batch of it.
    void letIn(EventLoopListener listener) {
        Visit visit = visits.poll();
        if (visit == null) {
            return;
        }
        listener.lagged(nanoClock.getAsLong() - visit.since);
        for (int i = 1; visit != null; i++) {
            visit.action.run();
            visit = i < BATCH ? visits.poll() : null;
        }
    }

    /// Sleeps until somebody enters or knocks; may also return for no reason.
    ///
    /// `sleeper` is published before `visits` and `stopped` are looked at, and a visitor or whoever stops the
    /// loop does the two the other way round: one of them sees the other, so neither is slept through.
    ///
    /// @param stopped whether there is anything left to wait for
    void awaitKnock(BooleanSupplier stopped) {
        sleeper = Thread.currentThread();
        if (visits.isEmpty() && !stopped.getAsBoolean()) {
            LockSupport.park(this);
        }
        sleeper = null;
        Thread.interrupted(); // an interrupted thread cannot park, and would go round at full speed
    }
}
