package dev.interleave.quota.limits;

import java.util.Locale;

/// The kinds of limits.
public enum Limit {
    /// Requests, by rate, with a burst.
    REQUESTS("requests"),
    /// Jobs that have not ended: waiting, scheduled, queued, running or paused.
    JOBS_IN_FLIGHT("jobs"),
    /// Jobs that do not run: waiting, scheduled, queued or paused.
    QUEUED_JOBS("jobs"),
    /// The loop's time, in the last hour.
    LOOP_TIME("milliseconds"),
    /// Results in the store, and what those of jobs that have not ended may take.
    STORED_RESULTS("bytes");

    private final String unit;

    Limit(String unit) {
        this.unit = unit;
    }

    /// @return in what it is counted
    public String unit() {
        return unit;
    }

    /// @return as in answers: `jobs-in-flight`
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
