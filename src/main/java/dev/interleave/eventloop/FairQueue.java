package dev.interleave.eventloop;

import org.jspecify.annotations.Nullable;

/// Who has received least of the loop's time is next; who is new goes ahead.
///
/// The loop's time is shared first among the owners of ready tasks, equally, and then among the tasks of an
/// owner, by weight. It is given in slices of `S` = 200 µs: a task that is next has steps until its slice is
/// used up, and then whoever has received least, in proportion to its weight, is next. This is start-time fair
/// queueing (Goyal, Vin and Cheng, Start-time Fair Queuing, 1996) at both levels, with time measured after the
/// fact as in stride scheduling (Waldspurger, Lottery and Stride Scheduling, 1995). Who comes, or comes back,
/// starts where the one furthest behind is: nobody saves up time by being away, or loses a debt by it.
///
/// A task's first slice goes ahead of all that, first come, first served, even in the middle of a slice of
/// somebody else. What new tasks receive counts for their owner, and is bounded twice: three quarters of the
/// owner's time while older tasks of it are ready, and a lead of the owner of 16 slices over the owner furthest
/// behind.
///
/// The guarantees, with `L` the longest step, and callbacks left aside:
///
/// 1. *Short tasks.* A task that needs at most `S` ends at most `S + L` after its arrival, however many are
///    ready, unless new tasks are there before it or the bounds above are used up. `k` new tasks before it make
///    that `(k+1) (S + L)`, and a third more for older ones that come in between.
/// 2. *No starvation.* With one owner, a ready task of weight `w` that has had its first slice is next after at
///    most `4 (S + L) (1 + Σ (1 + wᵢ/w))`, the sum over all others like it that are ready meanwhile, even if
///    the stream of new tasks never ends. With `M` owners it takes `M` times that, and `18 M (S + L)` more.
/// 3. *Owners.* Two owners who both have something ready all the time receive the same from then on, up to `18
///    (S + L)`, whatever the number of their tasks.
/// 4. *Tasks.* Two older tasks of an owner, of weights `v` and `w`, both ready all the time, receive times
///    `t/v` and `u/w` that differ by at most `(S + L) (1/v + 1/w)`.
///
/// Choosing takes `O(log tasks + log owners)`, and happens once per slice, not per step.
final class FairQueue implements ReadyQueue {

    private final Runnable flushCharges;
    private final Flows flows = new Flows();
    private final CallbackQueue callbacks = new CallbackQueue();

    /// Whoever has the loop, as far as a task is concerned.
    private @Nullable Task<?> running;

    /// Whether it has more to do.
    private boolean yielded;

    /// Whether it is in its first slice, and so cannot be interrupted by a new one.
    private boolean first;

    private boolean newcomer;
    private long slice;
    private long used;

    /// @param flushCharges has the loop charge all turns that were run so far
    FairQueue(Runnable flushCharges) {
        this.flushCharges = flushCharges;
    }

    @Override
    public void admit(Schedulable schedulable) {
        switch (schedulable) {
            case LoopCallback loopCallback -> callbacks.add(loopCallback);
            case Task<?> task when task == running -> yielded = true; // resumed within its own step
            case Task<?> task -> {
                flows.admit(task);
                newcomer |= task.account.isNew();
            }
        }
    }

    @Override
    public void yielded(Task<?> task) {
        yielded = true;
    }

    @Override
    public void charge(Schedulable schedulable, long nanos) {
        if (schedulable == running) {
            used += nanos;
        }
    }

    @Override
    public @Nullable Schedulable next() {
        Schedulable loopCallback = callbacks.nextDue();
        if (loopCallback != null) {
            return loopCallback;
        }
        Task<?> task = staysOn() ? running : changeOver();
        yielded = false;
        if (task == null) {
            return callbacks.next();
        }
        callbacks.beforeStep();
        return task;
    }

    private boolean staysOn() {
        return yielded && used < slice && (first || !newcomer);
    }

    private @Nullable Task<?> changeOver() {
        flushCharges.run();
        Task<?> last = running;
        if (last != null) {
            flows.charge(last, used, yielded);
        }
        Task<?> next = flows.take();
        running = next;
        newcomer = false;
        used = 0;
        if (next != null) {
            first = next.account.isNew();
            slice = first ? next.account.firstSlice : Scheduling.SLICE_NANOS;
        }
        return next;
    }

    /// @return how many owners are remembered
    int owners() {
        return flows.size();
    }
}
