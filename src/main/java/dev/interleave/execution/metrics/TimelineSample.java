package dev.interleave.execution.metrics;

import java.time.Instant;
import java.util.List;

/// One sample of the timeline. Immutable.
///
/// @param number counts the slices of this process, from 1
/// @param end when it ended
/// @param millis its length, about [#MILLIS]
/// @param shares of the jobs that were followed, without those that had none
/// @param otherNanos loop time of all other jobs
public record TimelineSample(long number, Instant end, long millis, List<JobShare> shares, long otherNanos) {

    /// How long a slice is to be, in milliseconds.
    public static final int MILLIS = 100;
}
