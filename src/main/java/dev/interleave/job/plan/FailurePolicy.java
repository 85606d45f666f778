package dev.interleave.job.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What becomes of a job if one of its predecessors fails or is cancelled.
public enum FailurePolicy {
    /// The job is cancelled, too.
    CANCEL,
    /// The job runs as if the predecessor had succeeded.
    RUN;

    /// @return the names of all policies in JSON
    public static List<String> wireNames() {
        return Arrays.stream(values()).map(FailurePolicy::wireName).toList();
    }

    /// @param name as in JSON
    /// @return the policy
    /// @throws IllegalArgumentException if there is none of this name
    public static FailurePolicy ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /// @return as in JSON: `cancel`
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
