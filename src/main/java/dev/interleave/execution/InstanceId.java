package dev.interleave.execution;

import dev.interleave.job.Job;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/// Which process this is: a new one at every start.
///
/// @param value not used by any process before
/// @param startedAt when it started
record InstanceId(String value, Instant startedAt) {

    /// @return whether a job is leased to this process, by the record
    boolean holds(Job job) {
        return value.equals(job.lease().instance());
    }

    static InstanceId create(InstantSource clock) {
        return new InstanceId(UUID.randomUUID().toString(), clock.instant());
    }
}
