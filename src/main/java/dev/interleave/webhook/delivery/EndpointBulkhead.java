package dev.interleave.webhook.delivery;

import dev.interleave.webhook.delivery.HostBulkhead.Slot;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Isolates endpoints and owners from each other: limits their concurrent deliveries and spreads the others over
/// time, so that a slow or dead endpoint does not delay the others. Thread-safe.
///
/// A [HostBulkhead] per host shares the deliveries to it. Throttles plan the deliveries of each endpoint, of each
/// owner to each host, and of each owner. An owner gets at most two thirds of the threads, and less while other
/// owners use many (see [HostBulkhead]).
@Component
class EndpointBulkhead {

    private static final int OWNER_SHARE = 2;
    private static final int ENDPOINT_CONCURRENCY = HostBulkhead.CONCURRENCY / 2;
    private static final int ENDPOINT_BURST = ENDPOINT_CONCURRENCY + HostBulkhead.MAX_WAITING_PER_ENDPOINT;
    private static final int HOST_BURST = 5 * ENDPOINT_BURST;

    private record OwnerAtHost(String owner, String host) {}

    private final int threads;
    private final ConcurrentHashMap<String, HostBulkhead> hosts = new ConcurrentHashMap<>();
    private final Map<Object, AdaptiveThrottle> throttles = new HashMap<>(); // guarded by itself
    private final Map<String, Integer> running = new HashMap<>(); // by owner; guarded by itself
    private int runningTotal;

    /// @param threads number of concurrent calls of [#run] that the caller can make
    EndpointBulkhead(@Value("${db-scheduler.threads}") int threads) {
        this.threads = threads;
    }

    /// Plans one more delivery.
    ///
    /// @return the delay until it should be attempted; zero unless the endpoint or its owner has a backlog
    Duration plan(Endpoint endpoint) {
        HostBulkhead host = hosts.get(endpoint.host());
        long oldest = host == null ? 0 : host.oldestNanos(endpoint);
        long now = System.nanoTime();
        synchronized (throttles) {
            Duration own = endpointThrottle(endpoint).plan(now, oldest);
            if (own.isPositive()) {
                return own; // a backlog of one endpoint does not count as a backlog of its owner
            }
            Duration atHost = hostThrottle(endpoint).plan(now, 0);
            return atHost.isPositive() ? atHost : ownerThrottle(endpoint).plan(now, 0);
        }
    }

    /// Runs an action once a slot of the host is free for the endpoint.
    ///
    /// @param maxWait how long to wait for a slot
    /// @return false if the action did not run: no slot was free in time, or too many calls are waiting
    boolean run(Endpoint endpoint, Duration maxWait, Runnable action) {
        if (!enter(endpoint.owner())) {
            return false;
        }
        try {
            return runInSlot(endpoint, maxWait, action);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            leave(endpoint.owner());
        }
    }

    /// Drops hosts, endpoints and owners without deliveries.
    @Scheduled(fixedDelay = 60_000)
    void dropIdle() {
        hosts.keySet().forEach(name -> hosts.computeIfPresent(name, (_, host) -> host.dropIdle() ? null : host));
        synchronized (throttles) {
            long now = System.nanoTime();
            throttles.values().removeIf(throttle -> throttle.isIdle(now));
        }
    }

    private boolean runInSlot(Endpoint endpoint, Duration maxWait, Runnable action) throws InterruptedException {
        HostBulkhead host = hosts.computeIfAbsent(endpoint.host(), _ -> new HostBulkhead(System::nanoTime));
        Slot slot = host.acquire(endpoint, maxWait);
        if (slot == null) {
            return false;
        }
        try {
            action.run();
        } finally {
            record(endpoint, host.release(slot));
        }
        return true;
    }

    /// An endpoint that is known to be slow has limits of its own and does not slow down its owner.
    private void record(Endpoint endpoint, long nanos) {
        synchronized (throttles) {
            AdaptiveThrottle own = endpointThrottle(endpoint);
            if (!own.isSlow()) {
                hostThrottle(endpoint).record(nanos);
                ownerThrottle(endpoint).record(nanos);
            }
            own.record(nanos);
        }
    }

    private AdaptiveThrottle endpointThrottle(Endpoint endpoint) {
        return throttles.computeIfAbsent(endpoint, _ -> new AdaptiveThrottle(ENDPOINT_CONCURRENCY, ENDPOINT_BURST));
    }

    private AdaptiveThrottle hostThrottle(Endpoint endpoint) {
        return throttles.computeIfAbsent(
                new OwnerAtHost(endpoint.owner(), endpoint.host()),
                _ -> new AdaptiveThrottle(HostBulkhead.CONCURRENCY / 2, HOST_BURST));
    }

    private AdaptiveThrottle ownerThrottle(Endpoint endpoint) {
        return throttles.computeIfAbsent(endpoint.owner(), _ -> new AdaptiveThrottle(threads / 2, threads / 2));
    }

    private boolean enter(String owner) {
        synchronized (running) {
            int own = running.getOrDefault(owner, 0);
            if (own >= OWNER_SHARE * (threads - runningTotal)) {
                return false;
            }
            running.put(owner, own + 1);
            runningTotal++;
            return true;
        }
    }

    private void leave(String owner) {
        synchronized (running) {
            runningTotal--;
            running.computeIfPresent(owner, (_, own) -> own == 1 ? null : own - 1);
        }
    }
}
