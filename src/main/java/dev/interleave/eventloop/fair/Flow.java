package dev.interleave.eventloop.fair;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;

/// Keeps the ready tasks of one owner, and selects the next of them.
///
/// Not thread-safe; call only from the loop thread. *New* tasks are those in their first slice; they run in order
/// of arrival. *Older* tasks run in order of virtual time.
final class Flow<T> {

    /// How much loop time new tasks may receive beyond their three quarters, before an older task runs.
    private static final long MAX_LEAD_OF_NEW_TASKS = 3 * SchedulingAccount.SLICE_NANOS;

    /// New tasks may receive three quarters of the flow's time: three times what older tasks receive.
    private static final int NEW_PER_OLDER = 3;

    final String name;
    final long number;

    /// Loop time received, in nanoseconds; raised to that of the other flows after each absence.
    long received;

    private final ArrayDeque<SchedulingAccount<T>> newTasks = new ArrayDeque<>();
    private final PriorityQueue<SchedulingAccount<T>> olderTasks = new PriorityQueue<>(leastVirtualTimeFirst());

    /// The virtual time of the flow: the largest at which an older task was selected.
    private long virtualTime;

    private long leadOfNewTasks;
    private boolean running;

    /// @param name the owner
    /// @param number decides between flows that have received the same
    Flow(String name, long number) {
        this.name = name;
        this.number = number;
    }

    /// @return whether one of its tasks is ready or has the loop
    boolean isReady() {
        return running || !newTasks.isEmpty() || !olderTasks.isEmpty();
    }

    /// @return whether its next task is a new one
    boolean isNewTaskNext() {
        return !newTasks.isEmpty() && (leadOfNewTasks < MAX_LEAD_OF_NEW_TASKS || olderTasks.isEmpty());
    }

    /// Adds a task that is new or was resumed.
    ///
    /// @param order larger than all before
    void add(SchedulingAccount<T> account, long order) {
        if (account.flow != this) {
            account.flow = this;
            account.virtualTime = virtualTime;
        }
        enqueue(account, order);
    }

    /// Removes the next task; call only if one is ready.
    SchedulingAccount<T> removeNext() {
        running = true;
        if (isNewTaskNext()) {
            return newTasks.removeFirst();
        }
        SchedulingAccount<T> next = olderTasks.remove();
        virtualTime = Math.max(virtualTime, next.virtualTime);
        return next;
    }

    /// Takes back a task that has had the loop.
    ///
    /// @param nanos for how long
    /// @param ready whether it has more to do
    /// @param order larger than all before
    void charge(SchedulingAccount<T> account, long nanos, boolean ready, long order) {
        boolean wasNew = account.isNew();
        account.charge(nanos, virtualTime);
        received += nanos;
        running = false;
        if (ready) {
            enqueue(account, order);
        }
        long change = wasNew ? nanos : -NEW_PER_OLDER * nanos;
        leadOfNewTasks = olderTasks.isEmpty() ? 0 : Math.max(0, leadOfNewTasks + change);
    }

    private void enqueue(SchedulingAccount<T> account, long order) {
        if (account.isNew()) {
            newTasks.addLast(account);
        } else {
            account.virtualTime = Math.max(account.virtualTime, virtualTime);
            account.order = order;
            olderTasks.add(account);
        }
    }

    private static <T> Comparator<SchedulingAccount<T>> leastVirtualTimeFirst() {
        return (a, b) -> a.virtualTime != b.virtualTime
                ? Long.compare(a.virtualTime, b.virtualTime)
                : Long.compare(a.order, b.order);
    }
}
