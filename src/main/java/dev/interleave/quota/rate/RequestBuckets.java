package dev.interleave.quota.rate;

import dev.interleave.quota.limits.RequestRate;
import java.time.Duration;

/// Port to the token buckets of owners. Thread-safe.
public interface RequestBuckets {

    /// How full a bucket is.
    ///
    /// @param taken whether a token was asked for and given
    /// @param remaining how many tokens are left
    /// @param untilNext how long until there is one more, if none is left; else 0
    record Level(boolean taken, long remaining, Duration untilNext) {}

    /// Asks for a token, one per request.
    ///
    /// @param owner of the bucket
    /// @param rate how it is filled
    /// @return how full it is after that
    Level take(String owner, RequestRate rate);

    /// @param owner of the bucket
    /// @param rate how it is filled
    /// @return how full it is
    Level look(String owner, RequestRate rate);
}
