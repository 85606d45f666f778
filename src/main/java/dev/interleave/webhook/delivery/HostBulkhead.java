package dev.interleave.webhook.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Limits the concurrent deliveries to one host and shares them fairly among its owners and endpoints. Thread-safe.
///
/// The shares follow the free slots (dynamic thresholds; Choudhury and Hahne, 1998). An endpoint gets another slot
/// while it has fewer slots than are free, and an owner while it has fewer than twice as many. So one endpoint or
/// one owner never takes all slots. An endpoint that hangs gets one slot, and all endpoints that hang get
/// [#HANGING_CONCURRENCY] slots together.
final class HostBulkhead {

    static final int CONCURRENCY = 10;
    static final int HANGING_CONCURRENCY = 3;
    private static final int OWNER_SHARE = 2;

    private static final int MAX_WAITING = 500;
    private static final int MAX_WAITING_PER_OWNER = 50;
    static final int MAX_WAITING_PER_ENDPOINT = 20;

    /// An endpoint hangs if a delivery takes that long; an attempt times out later.
    private static final long HANGING_NANOS = Duration.ofSeconds(10).toNanos();

    private static final long FORGET_NANOS = Duration.ofMinutes(10).toNanos();

    private static final Comparator<Waiter> LEAST_SERVED = Comparator.comparingInt(
                    (Waiter waiter) -> waiter.owner.inFlight)
            .thenComparingInt(waiter -> waiter.endpoint.starts.size());

    private static final class OwnerState {
        private int inFlight;
        private int waiting;
    }

    private static final class EndpointState {
        private final List<Long> starts = new ArrayList<>();
        private int waiting;
        private boolean slow;
        private long usedAt;

        private boolean isHanging(long now) {
            return slow || (!starts.isEmpty() && now - starts.getFirst() >= HANGING_NANOS);
        }
    }

    private static final class Waiter {
        private final OwnerState owner;
        private final EndpointState endpoint;
        private final Condition admission;
        private @Nullable Slot slot;

        private Waiter(OwnerState owner, EndpointState endpoint, Condition admission) {
            this.owner = owner;
            this.endpoint = endpoint;
            this.admission = admission;
        }
    }

    /// The right to one delivery.
    static final class Slot {
        private final OwnerState owner;
        private final EndpointState endpoint;
        private final Long start;

        private Slot(OwnerState owner, EndpointState endpoint, Long start) {
            this.owner = owner;
            this.endpoint = endpoint;
            this.start = start;
        }
    }

    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, OwnerState> owners = new HashMap<>();
    private final Map<Endpoint, EndpointState> endpoints = new HashMap<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private int inFlight;

    /// @param nanoTime a monotonic clock
    HostBulkhead(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// Takes a slot, which [#release] gives back.
    ///
    /// @param maxWait how long to wait for a slot; zero for not at all
    /// @return null if no slot was free in time, or too many calls are waiting
    @Nullable
    Slot acquire(Endpoint endpoint, Duration maxWait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Waiter waiter = new Waiter(
                    owners.computeIfAbsent(endpoint.owner(), _ -> new OwnerState()),
                    endpoints.computeIfAbsent(endpoint, _ -> new EndpointState()),
                    lock.newCondition());
            if (waiter.endpoint.waiting == 0 && mayStart(waiter)) {
                return start(waiter);
            }
            return maxWait.isPositive() && canWait(waiter) ? await(waiter, maxWait.toNanos()) : null;
        } finally {
            lock.unlock();
        }
    }

    /// Gives a slot back.
    ///
    /// @return how long it was held, in nanoseconds
    long release(Slot slot) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            long held = now - slot.start;
            slot.endpoint.starts.remove(slot.start);
            slot.endpoint.slow = held >= HANGING_NANOS;
            slot.endpoint.usedAt = now;
            slot.owner.inFlight--;
            inFlight--;
            admit();
            return held;
        } finally {
            lock.unlock();
        }
    }

    /// @return how long the oldest delivery to the endpoint has taken so far, in nanoseconds; zero without any
    long oldestNanos(Endpoint endpoint) {
        lock.lock();
        try {
            EndpointState state = endpoints.get(endpoint);
            return state == null || state.starts.isEmpty() ? 0 : nanoTime.getAsLong() - state.starts.getFirst();
        } finally {
            lock.unlock();
        }
    }

    /// Drops what is known about endpoints without recent deliveries.
    ///
    /// @return whether nothing is left
    boolean dropIdle() {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            endpoints
                    .values()
                    .removeIf(state ->
                            state.starts.isEmpty() && state.waiting == 0 && now - state.usedAt >= FORGET_NANOS);
            owners.values().removeIf(state -> state.inFlight == 0 && state.waiting == 0);
            return endpoints.isEmpty() && owners.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private boolean mayStart(Waiter waiter) {
        int free = CONCURRENCY - inFlight;
        int held = waiter.endpoint.starts.size();
        if (held >= free || waiter.owner.inFlight >= OWNER_SHARE * free) {
            return false;
        }
        long now = nanoTime.getAsLong();
        return !waiter.endpoint.isHanging(now) || (held == 0 && hangingInFlight(now) < HANGING_CONCURRENCY);
    }

    private int hangingInFlight(long now) {
        return endpoints.values().stream()
                .filter(state -> state.isHanging(now))
                .mapToInt(state -> state.starts.size())
                .sum();
    }

    private Slot start(Waiter waiter) {
        Slot slot = new Slot(waiter.owner, waiter.endpoint, nanoTime.getAsLong());
        waiter.endpoint.starts.add(slot.start);
        waiter.owner.inFlight++;
        inFlight++;
        return slot;
    }

    private boolean canWait(Waiter waiter) {
        return waiters.size() < MAX_WAITING
                && waiter.owner.waiting < MAX_WAITING_PER_OWNER
                && waiter.endpoint.waiting < MAX_WAITING_PER_ENDPOINT;
    }

    private @Nullable Slot await(Waiter waiter, long nanos) throws InterruptedException {
        waiters.add(waiter);
        waiter.owner.waiting++;
        waiter.endpoint.waiting++;
        try {
            long left = nanos;
            while (waiter.slot == null && left > 0) {
                left = waiter.admission.awaitNanos(left);
            }
            return waiter.slot;
        } catch (InterruptedException e) {
            if (waiter.slot != null) {
                release(waiter.slot);
            }
            throw e;
        } finally {
            if (waiters.remove(waiter)) {
                leave(waiter);
            }
        }
    }

    /// Gives free slots to the waiters whose owners, and then whose endpoints, have the fewest.
    private void admit() {
        while (true) {
            Waiter next =
                    waiters.stream().filter(this::mayStart).min(LEAST_SERVED).orElse(null);
            if (next == null) {
                return;
            }
            waiters.remove(next);
            leave(next);
            next.slot = start(next);
            next.admission.signal();
        }
    }

    private static void leave(Waiter waiter) {
        waiter.owner.waiting--;
        waiter.endpoint.waiting--;
    }
}
