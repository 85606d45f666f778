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
final class Owners {

    /// How far an owner may get ahead of the one furthest behind for the sake of its new tasks.
    static final long LEAD = 16 * Scheduling.SLICE_NANOS;

    private static final Comparator<Owner> LEAST_RECEIVED_FIRST = (a, b) ->
            a.received != b.received ? Long.compare(a.received, b.received) : Long.compare(a.number, b.number);

    private final Map<String, Owner> byName = new HashMap<>();
    private final TreeSet<Owner> ready = new TreeSet<>(LEAST_RECEIVED_FIRST);
    private final TreeSet<Owner> welcoming = new TreeSet<>(LEAST_RECEIVED_FIRST);
    private final TreeSet<Owner> resting = new TreeSet<>(LEAST_RECEIVED_FIRST);

    /// What the owner furthest behind has received: where those start that come now.
    private long clock;

    private long order;

    /// Lets in a task that is new or was resumed.
    void admit(Task<?> task) {
        String name = task.account.share.owner();
        Owner owner = byName.get(name);
        if (owner == null) {
            owner = new Owner(name, ++order);
            byName.put(name, owner);
        }
        lift(owner);
        if (!owner.isReady()) {
            owner.received = Math.max(owner.received, clock);
        }
        owner.admit(task, ++order);
        put(owner);
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
        Owner behind = ready.first();
        clock = Math.max(clock, behind.received);
        forgetThoseCaughtUpWith();
        Owner owner = mayGoAhead(behind) ? welcoming.first() : behind;
        lift(owner);
        Task<?> task = owner.take();
        put(owner);
        return task;
    }

    /// Takes back a task that has had the loop.
    ///
    /// @param nanos for how long
    /// @param more whether it is still ready
    void charge(Task<?> task, long nanos, boolean more) {
        Owner owner = Objects.requireNonNull(task.account.owner);
        lift(owner);
        owner.charge(task, nanos, more, ++order);
        put(owner);
    }

    /// @return how many are remembered
    int size() {
        return byName.size();
    }

    private boolean mayGoAhead(Owner behind) {
        return !welcoming.isEmpty() && welcoming.first().received - behind.received <= LEAD;
    }

    private void forgetThoseCaughtUpWith() {
        while (!resting.isEmpty() && resting.first().received <= clock) {
            byName.remove(resting.removeFirst().name);
        }
    }

    /// To be called before an owner changes, as it is sorted by what changes.
    private void lift(Owner owner) {
        ready.remove(owner);
        welcoming.remove(owner);
        resting.remove(owner);
    }

    private void put(Owner owner) {
        if (!owner.isReady()) {
            resting.add(owner);
        } else {
            ready.add(owner);
            if (owner.isWelcoming()) {
                welcoming.add(owner);
            }
        }
    }
}
