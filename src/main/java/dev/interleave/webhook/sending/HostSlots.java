package dev.interleave.webhook.sending;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Bounds how many deliveries to one receiver are under way, so that one that hangs takes no more than its
/// share. Thread-safe.
@Component
final class HostSlots {

    private static final int AT_ONCE = 10;
    private static final int WAITING = 50;

    private static final class Slots {
        private final Semaphore free = new Semaphore(AT_ONCE, true);
        private int users;
    }

    private final ConcurrentHashMap<String, Slots> hosts = new ConcurrentHashMap<>();

    /// @param url of a receiver
    /// @return what all URLs of that receiver have in common, however they are written
    static String host(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        int standard = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
        return name + ":" + (url.getPort() < 0 ? standard : url.getPort());
    }

    /// Does something when it is the caller's turn.
    ///
    /// @param host of the receiver
    /// @param patience how long to wait for a turn
    /// @param action what to do
    /// @return false if there was no turn in time, or too many wait already
    boolean use(String host, Duration patience, Runnable action) {
        Slots slots = join(host);
        if (slots == null) {
            return false;
        }
        try {
            if (!slots.free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            try {
                action.run();
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

    private @Nullable Slots join(String host) {
        Slots slots = hosts.compute(host, (_, present) -> {
            Slots these = present == null ? new Slots() : present;
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
        hosts.computeIfPresent(host, (_, slots) -> --slots.users == 0 ? null : slots);
    }
}
