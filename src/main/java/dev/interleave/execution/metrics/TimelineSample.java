package dev.interleave.execution.metrics;

import java.time.Instant;
import java.util.List;

/// Who had the loop during a short time.
///
/// @param number counts the slices of this process, from 1
/// @param end when it ended
/// @param millis how long it was: about [#MILLIS], but nobody is always on time
/// @param shares of the jobs that were followed, without those that had none
/// @param otherNanos how long the loop worked for anybody else
public record TimelineSample(long number, Instant end, long millis, List<JobShare> shares, long otherNanos) {

    /// How long a slice is to be, in milliseconds.
    public static final int MILLIS = 100;
}
