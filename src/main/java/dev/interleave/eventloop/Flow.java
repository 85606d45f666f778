package dev.interleave.eventloop;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;

/// The ready tasks of one owner, and who of them is next. Confined to the loop's thread.
final class Flow {

    /// What new tasks may use beyond three times of what the others had, before one of the others is next.
    static final long NEWCOMERS_LEAD = 3 * Scheduling.SLICE_NANOS;

    private static final int NEWCOMERS_PER_OTHER = 3;

    private static final Comparator<Task<?>> LEAST_TAG_FIRST = (a, b) -> {
        SchedulingAccount one = a.account;
        SchedulingAccount two = b.account;
        return one.tag != two.tag ? Long.compare(one.tag, two.tag) : Long.compare(one.order, two.order);
    };

    final String name;
    final long number;

    /// Loop time received, in nanoseconds, moved up where it had nothing ready.
    long received;

    private final ArrayDeque<Task<?>> newcomers = new ArrayDeque<>();
    private final PriorityQueue<Task<?>> others = new PriorityQueue<>(LEAST_TAG_FIRST);

    /// The tag of the last one of the others that was next.
    private long clock;

    /// How far the newcomers are beyond their share, in nanoseconds.
    private long lead;

    private boolean serving;

    Flow(String name, long number) {
        this.name = name;
        this.number = number;
    }

    /// Whether one of its tasks is ready or has the loop.
    boolean isReady() {
        return serving || !newcomers.isEmpty() || !others.isEmpty();
    }

    /// Whether a new task of it may go ahead.
    boolean isWelcoming() {
        return !newcomers.isEmpty() && (lead < NEWCOMERS_LEAD || others.isEmpty());
    }

    /// @param order larger than those before
    void admit(Task<?> task, long order) {
        SchedulingAccount account = task.account;
        if (account.flow != this) {
            account.flow = this;
            account.tag = clock;
        }
        enqueue(task, order);
    }

    /// Removes who is next. There must be somebody.
    Task<?> take() {
        serving = true;
        if (isWelcoming()) {
            return newcomers.removeFirst();
        }
        Task<?> next = others.remove();
        clock = Math.max(clock, next.account.tag);
        return next;
    }

    /// Takes back a task that has had the loop.
    ///
    /// @param nanos for how long
    /// @param more whether it is still ready
    /// @param order larger than those before
    void charge(Task<?> task, long nanos, boolean more, long order) {
        boolean wasNew = task.account.isNew();
        task.account.charge(nanos, clock);
        received += nanos;
        serving = false;
        if (more) {
            enqueue(task, order);
        }
        lead = others.isEmpty() ? 0 : Math.max(0, lead + (wasNew ? nanos : -NEWCOMERS_PER_OTHER * nanos));
    }

    private void enqueue(Task<?> task, long order) {
        SchedulingAccount account = task.account;
        if (account.isNew()) {
            newcomers.addLast(task);
        } else {
            account.tag = Math.max(account.tag, clock);
            account.order = order;
            others.add(task);
        }
    }
}
