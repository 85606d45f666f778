package dev.interleave.webhook.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The secret of a callback, and the one before it, which signs for a while longer so that receivers have time
/// to change.
///
/// @param current signs
/// @param previous signs too, until then
/// @param previousUntil when the previous one is over
public record SecretPair(
        Secret current, @Nullable Secret previous, @Nullable Instant previousUntil) {

    private static final Duration OVERLAP = Duration.ofHours(24);

    public static SecretPair of(Secret secret) {
        return new SecretPair(secret, null, null);
    }

    public SecretPair rotated(Secret next, Instant now) {
        return new SecretPair(next, current, now.plus(OVERLAP));
    }

    /// @param now the time
    /// @return those that sign now, the current one first
    public List<Secret> active(Instant now) {
        return previous != null && previousUntil != null && now.isBefore(previousUntil)
                ? List.of(current, previous)
                : List.of(current);
    }
}
