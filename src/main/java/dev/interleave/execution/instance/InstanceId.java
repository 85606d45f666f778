package dev.interleave.execution.instance;

import dev.interleave.job.model.Job;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/// The identity of this process, new at every start. Immutable.
///
/// @param value not used by any process before
/// @param startedAt when it started
public record InstanceId(String value, Instant startedAt) {

    /// @return whether a job is leased to this process, by the record
    public boolean holds(Job job) {
        return value.equals(job.lease().instance());
    }

    public static InstanceId create(InstantSource clock) {
        return new InstanceId(UUID.randomUUID().toString(), clock.instant());
    }
}
