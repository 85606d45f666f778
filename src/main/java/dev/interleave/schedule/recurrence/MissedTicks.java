package dev.interleave.schedule.recurrence;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a schedule does with missed ticks: those that are still due more than a minute late, because the service
/// was down.
public enum MissedTicks {
    /// Drops missed ticks.
    SKIP,
    /// Runs once for all due ticks, at the latest of them.
    ONE,
    /// Runs the 100 latest due ticks.
    ALL;

    /// @return the names in JSON
    public static List<String> wireNames() {
        return Arrays.stream(values()).map(MissedTicks::wireName).toList();
    }

    /// @param wireName the name in JSON
    /// @return the constant with this name
    public static Optional<MissedTicks> of(String wireName) {
        return Arrays.stream(values())
                .filter(value -> value.wireName().equals(wireName))
                .findFirst();
    }

    /// @return the name in JSON
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
