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

/// Bounds how many deliveries to one receiver are under way, and spreads the others in time, so that a receiver
/// that hangs takes no more than its share of anything. Thread-safe.
@Component
class EndpointBulkhead {

    private static final int AT_ONCE = 10;
    private static final int WAITING = 50;

    private static final class Host {
        private final Semaphore free = new Semaphore(AT_ONCE, true);
        private final AdaptiveThrottle adaptiveThrottle = new AdaptiveThrottle(AT_ONCE, AT_ONCE + WAITING);
        private final List<Long> begun = new ArrayList<>();
        private int users;

        private synchronized Duration plan() {
            long now = System.nanoTime();
            long waiting = begun.isEmpty() ? 0 : now - begun.getFirst();
            return adaptiveThrottle.plan(now, waiting);
        }

        private void run(Runnable action) {
            Long begin = begin();
            try {
                action.run();
            } finally {
                end(begin);
            }
        }

        private synchronized Long begin() {
            Long now = System.nanoTime();
            begun.add(now);
            return now;
        }

        private synchronized void end(Long begin) {
            begun.remove(begin);
            adaptiveThrottle.took(System.nanoTime() - begin);
        }

        private synchronized boolean isIdle() {
            return users == 0 && adaptiveThrottle.isIdle(System.nanoTime());
        }
    }

    private final ConcurrentHashMap<String, Host> hosts = new ConcurrentHashMap<>();

    /// @param callbackUrl of a receiver
    /// @return what all URLs of that receiver have in common, however they are written
    static String host(String callbackUrl) {
        URI url = URI.create(callbackUrl);
        String host = url.getHost().toLowerCase(Locale.ROOT);
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        int standard = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
        return name + ":" + (url.getPort() < 0 ? standard : url.getPort());
    }

    /// Plans one more delivery.
    ///
    /// @param host of the receiver
    /// @return how long to wait with it: zero, unless the receiver has more than enough to do
    Duration plan(String host) {
        return hosts.computeIfAbsent(host, _ -> new Host()).plan();
    }

    /// Does something when it is the caller's turn.
    ///
    /// @param host of the receiver
    /// @param patience how long to wait for a turn
    /// @param action what to do
    /// @return false if there was no turn in time, or too many wait already
    boolean use(String host, Duration patience, Runnable action) {
        Host slots = join(host);
        if (slots == null) {
            return false;
        }
        try {
            if (!slots.free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            try {
                slots.run(action);
            } finally {
                slots.free.release();
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            leave(host);
        }
    }

    /// Forgets receivers that have nothing to do.
    @Scheduled(fixedDelay = 60_000)
    void forgetIdle() {
        hosts.keySet().forEach(host -> hosts.computeIfPresent(host, (_, slots) -> slots.isIdle() ? null : slots));
    }

    private @Nullable Host join(String host) {
        Host slots = hosts.compute(host, (_, present) -> {
            Host these = present == null ? new Host() : present;
            these.users++;
            return these;
        });
        if (slots.users > AT_ONCE + WAITING) {
            leave(host);
            return null;
        }
        return slots;
    }

    private void leave(String host) {
        hosts.computeIfPresent(host, (_, slots) -> {
            slots.users--;
            return slots;
        });
    }
}
