package dev.interleave.eventloop.fair;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Keeps all flows, and selects the one that runs next: a flow with a new task, else the flow that has received
/// the least loop time.
///
/// Not thread-safe; call only from the loop thread. An idle flow is remembered for as long as it is ahead of the
/// others, so that a flow gains nothing by being idle for a moment.
///
/// @param <T> the type of the tasks
public final class Flows<T> {

    /// How far a flow may get ahead of the one furthest behind for the sake of its new tasks, in nanoseconds.
    private static final long MAX_LEAD = 16 * SchedulingAccount.SLICE_NANOS;

    private final Map<String, Flow<T>> byName = new HashMap<>();
    private final TreeSet<Flow<T>> ready = new TreeSet<>(leastReceivedFirst());
    private final TreeSet<Flow<T>> withNewTask = new TreeSet<>(leastReceivedFirst());
    private final TreeSet<Flow<T>> idle = new TreeSet<>(leastReceivedFirst());

    /// What the flow furthest behind has received, which is where a flow starts that becomes ready.
    private long received;

    private long order;

    /// Adds a task that is new or was resumed.
    ///
    /// @param account of the task
    public void add(SchedulingAccount<T> account) {
        String name = account.weight().owner();
        Flow<T> flow = byName.get(name);
        if (flow == null) {
            flow = new Flow<>(name, ++order);
            byName.put(name, flow);
        }
        unsort(flow);
        if (!flow.isReady()) {
            flow.received = Math.max(flow.received, received);
        }
        flow.add(account, ++order);
        sort(flow);
    }

    /// Removes the next task.
    ///
    /// @return its account, or null if no task is ready
    public @Nullable SchedulingAccount<T> removeNext() {
        if (ready.isEmpty()) {
            byName.clear();
            idle.clear();
            return null;
        }
        Flow<T> furthestBehind = ready.first();
        received = Math.max(received, furthestBehind.received);
        forgetIdleFlows();
        Flow<T> flow = mayRunNewTask(furthestBehind) ? withNewTask.first() : furthestBehind;
        unsort(flow);
        SchedulingAccount<T> next = flow.removeNext();
        sort(flow);
        return next;
    }

    /// Takes back a task that has had the loop.
    ///
    /// @param account of the task
    /// @param nanos how long it had the loop
    /// @param isReady whether it has more to do
    public void charge(SchedulingAccount<T> account, long nanos, boolean isReady) {
        Flow<T> flow = Objects.requireNonNull(account.flow);
        unsort(flow);
        flow.charge(account, nanos, isReady, ++order);
        sort(flow);
    }

    /// @return how many flows are remembered
    public int size() {
        return byName.size();
    }

    private boolean mayRunNewTask(Flow<T> furthestBehind) {
        return !withNewTask.isEmpty() && withNewTask.first().received - furthestBehind.received <= MAX_LEAD;
    }

    private void forgetIdleFlows() {
        while (!idle.isEmpty() && idle.first().received <= received) {
            byName.remove(idle.removeFirst().name);
        }
    }

    /// Call before a flow changes: the sets are sorted by what changes.
    private void unsort(Flow<T> flow) {
        ready.remove(flow);
        withNewTask.remove(flow);
        idle.remove(flow);
    }

    private void sort(Flow<T> flow) {
        if (!flow.isReady()) {
            idle.add(flow);
        } else {
            ready.add(flow);
            if (flow.isNewTaskNext()) {
                withNewTask.add(flow);
            }
        }
    }

    private static <T> Comparator<Flow<T>> leastReceivedFirst() {
        return (a, b) ->
                a.received != b.received ? Long.compare(a.received, b.received) : Long.compare(a.number, b.number);
    }
}
