package dev.interleave.webhook.delivery;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Limits the concurrent deliveries to one endpoint and spreads the others over time, so that a slow or dead
/// endpoint does not delay the others. Thread-safe.
///
/// An endpoint is a host with a port.
@Component
class EndpointBulkhead {

    private static final int CONCURRENCY = 10;
    private static final int MAX_WAITING = 50;

    private static final class Endpoint {

        private final Semaphore permits = new Semaphore(CONCURRENCY, true);
        private final AdaptiveThrottle throttle = new AdaptiveThrottle(CONCURRENCY, CONCURRENCY + MAX_WAITING);
        private final List<Long> starts = new ArrayList<>();
        private int users;

        private synchronized Duration plan() {
            long now = System.nanoTime();
            return throttle.plan(now, starts.isEmpty() ? 0 : now - starts.getFirst());
        }

        private void run(Runnable action) {
            Long start = start();
            try {
                action.run();
            } finally {
                end(start);
            }
        }

        private synchronized Long start() {
            Long now = System.nanoTime();
            starts.add(now);
            return now;
        }

        private synchronized void end(Long start) {
            starts.remove(start);
            throttle.record(System.nanoTime() - start);
        }

        private synchronized boolean isIdle() {
            return users == 0 && throttle.isIdle(System.nanoTime());
        }
    }

    private final ConcurrentHashMap<String, Endpoint> endpoints = new ConcurrentHashMap<>();

    /// @param callbackUrl an allowed URL
    /// @return the endpoint, the same for all spellings of host and port
    static String endpoint(URI callbackUrl) {
        String host = callbackUrl.getHost().toLowerCase(Locale.ROOT);
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        int standard = "https".equalsIgnoreCase(callbackUrl.getScheme()) ? 443 : 80;
        return name + ":" + (callbackUrl.getPort() < 0 ? standard : callbackUrl.getPort());
    }

    /// Plans one more delivery.
    ///
    /// @return the delay until it should be attempted; zero unless the endpoint has a backlog
    Duration plan(String endpoint) {
        return endpoints.computeIfAbsent(endpoint, _ -> new Endpoint()).plan();
    }

    /// Runs an action once a permit of the endpoint is free.
    ///
    /// @param maxWait how long to wait for a permit
    /// @return false if the action did not run: no permit was free in time, or too many calls are waiting
    boolean run(String endpoint, Duration maxWait, Runnable action) {
        Endpoint entered = enter(endpoint);
        if (entered == null) {
            return false;
        }
        try {
            if (!entered.permits.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            try {
                entered.run(action);
            } finally {
                entered.permits.release();
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            leave(endpoint);
        }
    }

    /// Drops endpoints without deliveries.
    @Scheduled(fixedDelay = 60_000)
    void dropIdle() {
        endpoints
                .keySet()
                .forEach(name -> endpoints.computeIfPresent(name, (_, found) -> found.isIdle() ? null : found));
    }

    private @Nullable Endpoint enter(String name) {
        Endpoint entered = endpoints.compute(name, (_, present) -> {
            Endpoint endpoint = present == null ? new Endpoint() : present;
            endpoint.users++;
            return endpoint;
        });
        if (entered.users > CONCURRENCY + MAX_WAITING) {
            leave(name);
            return null;
        }
        return entered;
    }

    private void leave(String name) {
        endpoints.computeIfPresent(name, (_, endpoint) -> {
            endpoint.users--;
            return endpoint;
        });
    }
}
