package dev.interleave.eventloop;

import dev.interleave.eventloop.fair.Flows;
import dev.interleave.eventloop.fair.SchedulingAccount;
import org.jspecify.annotations.Nullable;

/// Runs the ready task that has received the least loop time. New tasks run first, for one slice.
///
/// The loop's time is shared equally among the owners of ready tasks, and then by weight among the tasks of an
/// owner. It is given in slices of `S` = 200 µs: a task that is selected has steps until its slice is used up;
/// then the task that has received the least, in proportion to its weight, is selected. This is start-time fair
/// queueing (Goyal, Vin and Cheng, Start-time Fair Queuing, 1996) at both levels, with time measured after the
/// fact as in stride scheduling (Waldspurger, Lottery and Stride Scheduling, 1995). A task or an owner that
/// becomes ready starts where the one furthest behind is: it saves up no time by being away, and loses no debt.
///
/// The first slice of a task comes before all that, in order of arrival, even in the middle of a slice of another
/// task. What new tasks receive counts for their owner, and is bounded twice: by three quarters of the owner's time
/// while older tasks of it are ready, and by a lead of 16 slices over the owner furthest behind.
///
/// The guarantees, with `L` the longest step, and callbacks left aside:
///
/// 1. *Short tasks.* A task that needs at most `S` ends at most `S + L` after its arrival, however many are ready,
///    unless new tasks are there before it or the bounds above are used up. `k` new tasks before it make that
///    `(k+1) (S + L)`, and a third more for older ones that come in between.
/// 2. *No starvation.* With one owner, a ready task of weight `w` that has had its first slice is next after at
///    most `4 (S + L) (1 + Σ (1 + wᵢ/w))`, the sum over all others like it that are ready meanwhile, even if
///    the stream of new tasks never ends. With `M` owners it takes `M` times that, and `18 M (S + L)` more.
/// 3. *Owners.* Two owners that both have a ready task all the time receive the same from then on, up to `18 (S
///    + L)`, whatever the number of their tasks.
/// 4. *Tasks.* Two older tasks of an owner, of weights `v` and `w`, both ready all the time, receive times
///    `t/v` and `u/w` that differ by at most `(S + L) (1/v + 1/w)`.
///
/// Selecting takes `O(log tasks + log owners)`, and happens once per slice, not per step.
final class FairQueue implements ReadyQueue {

    private final Runnable flushCharges;
    private final Flows<Task<?>> flows = new Flows<>();
    private final CallbackQueue callbacks = new CallbackQueue();

    /// The task whose slice it is; null when no task was ready.
    private @Nullable Task<?> running;

    private boolean hasYielded;
    private boolean isFirstSlice;
    private boolean newTaskWaits;
    private long slice;
    private long used;

    /// @param flushCharges charges this queue with all turns that were run so far
    FairQueue(Runnable flushCharges) {
        this.flushCharges = flushCharges;
    }

    @Override
    public void add(Schedulable schedulable) {
        switch (schedulable) {
            case LoopCallback callback -> callbacks.add(callback);
            case Task<?> task when task == running -> hasYielded = true; // resumed within its own step
            case Task<?> task -> {
                flows.add(task.account);
                newTaskWaits |= task.account.isNew();
            }
        }
    }

    @Override
    public void yielded(Task<?> task) {
        hasYielded = true;
    }

    @Override
    public void charge(Schedulable first, long nanos) {
        if (first == running) {
            used += nanos;
        }
    }

    @Override
    public @Nullable Schedulable next() {
        Schedulable callback = callbacks.nextDue();
        if (callback != null) {
            return callback;
        }
        Task<?> task = keepsLoop() ? running : nextSlice();
        hasYielded = false;
        if (task == null) {
            return callbacks.next();
        }
        callbacks.beforeStep();
        return task;
    }

    private boolean keepsLoop() {
        return hasYielded && used < slice && (isFirstSlice || !newTaskWaits);
    }

    private @Nullable Task<?> nextSlice() {
        flushCharges.run();
        Task<?> last = running;
        if (last != null) {
            flows.charge(last.account, used, hasYielded);
        }
        SchedulingAccount<Task<?>> next = flows.removeNext();
        newTaskWaits = false;
        used = 0;
        if (next != null) {
            isFirstSlice = next.isNew();
            slice = next.slice();
        }
        running = next == null ? null : next.task();
        return running;
    }

    /// @return how many owners are remembered
    int owners() {
        return flows.size();
    }
}
