package dev.interleave.eventloop;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// All owners of ready tasks, and who of them is next. Confined to the loop's thread.
///
/// An owner that has nothing ready is remembered only for as long as it is ahead of the others, so that to go
/// and come back does not pay.
final class Flows {

    /// How far an owner may get ahead of the one furthest behind for the sake of its new tasks.
    static final long LEAD = 16 * Scheduling.SLICE_NANOS;

    private static final Comparator<Flow> LEAST_RECEIVED_FIRST = (a, b) ->
            a.received != b.received ? Long.compare(a.received, b.received) : Long.compare(a.number, b.number);

    private final Map<String, Flow> byName = new HashMap<>();
    private final TreeSet<Flow> ready = new TreeSet<>(LEAST_RECEIVED_FIRST);
    private final TreeSet<Flow> welcoming = new TreeSet<>(LEAST_RECEIVED_FIRST);
    private final TreeSet<Flow> resting = new TreeSet<>(LEAST_RECEIVED_FIRST);

    /// What the owner furthest behind has received: where those start that come now.
    private long clock;

    private long order;

    /// Lets in a task that is new or was resumed.
    void admit(Task<?> task) {
        String name = task.account.share.owner();
        Flow flow = byName.get(name);
        if (flow == null) {
            flow = new Flow(name, ++order);
            byName.put(name, flow);
        }
        lift(flow);
        if (!flow.isReady()) {
            flow.received = Math.max(flow.received, clock);
        }
        flow.admit(task, ++order);
        put(flow);
    }

    /// Removes who is next.
    ///
    /// @return null if nobody is ready
    @Nullable
    Task<?> take() {
        if (ready.isEmpty()) {
            byName.clear();
            resting.clear();
            return null;
        }
        Flow behind = ready.first();
        clock = Math.max(clock, behind.received);
        forgetThoseCaughtUpWith();
        Flow flow = mayGoAhead(behind) ? welcoming.first() : behind;
        lift(flow);
        Task<?> task = flow.take();
        put(flow);
        return task;
    }

    /// Takes back a task that has had the loop.
    ///
    /// @param nanos for how long
    /// @param more whether it is still ready
    void charge(Task<?> task, long nanos, boolean more) {
        Flow flow = Objects.requireNonNull(task.account.flow);
        lift(flow);
        flow.charge(task, nanos, more, ++order);
        put(flow);
    }

    /// @return how many are remembered
    int size() {
        return byName.size();
    }

    private boolean mayGoAhead(Flow behind) {
        return !welcoming.isEmpty() && welcoming.first().received - behind.received <= LEAD;
    }

    private void forgetThoseCaughtUpWith() {
        while (!resting.isEmpty() && resting.first().received <= clock) {
            byName.remove(resting.removeFirst().name);
        }
    }

    /// To be called before an owner changes, as it is sorted by what changes.
    private void lift(Flow flow) {
        ready.remove(flow);
        welcoming.remove(flow);
        resting.remove(flow);
    }

    private void put(Flow flow) {
        if (!flow.isReady()) {
            resting.add(flow);
        } else {
            ready.add(flow);
            if (flow.isWelcoming()) {
                welcoming.add(flow);
            }
        }
    }
}
