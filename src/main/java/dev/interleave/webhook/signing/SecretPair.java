package dev.interleave.webhook.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The current secret of a callback and the previous one. Immutable. After a rotation, both sign for 24 hours,
/// so that receivers have time to change.
///
/// @param previous null before the first rotation
/// @param previousUntil when the previous secret expires
public record SecretPair(
        Secret current, @Nullable Secret previous, @Nullable Instant previousUntil) {

    private static final Duration OVERLAP = Duration.ofHours(24);

    public static SecretPair of(Secret secret) {
        return new SecretPair(secret, null, null);
    }

    public SecretPair rotated(Secret next, Instant now) {
        return new SecretPair(next, current, now.plus(OVERLAP));
    }

    /// @return when the current secret replaced the previous one, null before the first rotation
    public @Nullable Instant rotatedAt() {
        return previousUntil == null ? null : previousUntil.minus(OVERLAP);
    }

    /// @return the secrets that sign at this time, the current one first
    public List<Secret> active(Instant now) {
        return previous != null && previousUntil != null && now.isBefore(previousUntil)
                ? List.of(current, previous)
                : List.of(current);
    }
}
