package dev.interleave.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a schedule does at a tick while a job of it is unfinished.
public enum OverlapPolicy {
    /// Submits the next job anyway.
    ALLOW,
    /// Drops the tick.
    SKIP,
    /// Submits the next job when the unfinished one has ended. Drops the tick if a tick is queued already.
    QUEUE;

    /// @return the names in JSON
    public static List<String> wireNames() {
        return Arrays.stream(values()).map(OverlapPolicy::wireName).toList();
    }

    /// @param wireName the name in JSON
    /// @return the constant with this name
    public static Optional<OverlapPolicy> of(String wireName) {
        return Arrays.stream(values())
                .filter(value -> value.wireName().equals(wireName))
                .findFirst();
    }

    /// @return the name in JSON
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
