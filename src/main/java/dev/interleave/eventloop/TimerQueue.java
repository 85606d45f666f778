package dev.interleave.eventloop;

import java.util.TreeSet;

/// Keeps pending timers in the order in which they are due, and moves due timers to the ready queue.
///
/// Not thread-safe; call only from the loop thread. The timers are those of asyncio (van Rossum, *PEP 3156:
/// Asynchronous IO Support Rebooted*, 2012), which keeps them in a binary heap, marks cancelled timers and sweeps
/// them later. A balanced tree (Guibas and Sedgewick, *A Dichromatic Framework for Balanced Trees*, 1978) adds and
/// removes any timer in `O(log n)`, so a cancelled timer takes no memory and needs no sweep. A pending timer takes
/// 80 bytes, and its callback what it takes.
final class TimerQueue {

    /// How many due timers the ready queue contains at most, so that a flood of them cannot keep the tasks from their
    /// turns.
    static final int BATCH = 256;

    private final EventLoop loop;
    private final TreeSet<LoopTimer> pending = new TreeSet<>(LoopTimer.ORDER);
    private long lastNumber;
    private int queued;

    TimerQueue(EventLoop loop) {
        this.loop = loop;
    }

    /// Adds a timer, unless it was cancelled in the meantime.
    void add(LoopTimer timer) {
        if (timer.isPending()) {
            timer.number = ++lastNumber;
            pending.add(timer);
        }
    }

    void remove(LoopTimer timer) {
        pending.remove(timer);
    }

    /// Moves the timers that are due now to the ready queue. Their callbacks run later, so a timer that such a
    /// callback adds is not moved before the next call.
    void moveDue() {
        if (pending.isEmpty() || queued == BATCH) {
            return; // reading the clock costs more than a tiny turn does
        }
        long now = loop.time();
        while (queued < BATCH && !pending.isEmpty() && pending.first().time() <= now) {
            LoopTimer timer = pending.removeFirst();
            queued++;
            loop.ready.add(new LoopCallback(loop, () -> {
                queued--;
                timer.run();
            }));
        }
    }

    /// @return when the next timer is due, in nanoseconds of [EventLoop#time()]; [Long#MAX_VALUE] if none is pending
    long nextTime() {
        return pending.isEmpty() ? Long.MAX_VALUE : pending.first().time();
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    int size() {
        return pending.size();
    }
}
