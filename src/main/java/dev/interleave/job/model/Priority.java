package dev.interleave.job.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How much of the loop a job gets in proportion to other jobs of the same owner that have run for a while.
public enum Priority {
    /// A quarter of what a normal one gets.
    LOW(1),
    /// The default.
    NORMAL(4),
    /// Four times what a normal one gets.
    HIGH(16);

    private final int weight;

    Priority(int weight) {
        this.weight = weight;
    }

    /// @return in proportion to those of the others
    public int weight() {
        return weight;
    }

    /// @return as in JSON: `normal`
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @return of all of them, the lowest first
    public static List<String> wireNames() {
        return Arrays.stream(values()).map(Priority::wireName).toList();
    }

    /// @param wireName one of [#wireNames()]
    /// @return the priority of that name
    public static Priority ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
