package dev.interleave.execution.instance;

import java.time.Instant;

/// A process of the service that uses this database. Immutable.
///
/// @param id a new one at every start
/// @param host the name of its machine
/// @param version of the service
/// @param scheduling the policy of its loop, as in the configuration
/// @param startedAt by its own clock
/// @param seenAt when it last renewed its lease, by the clock of the database
/// @param leaseUntil when its jobs may be taken over, by the clock of the database
/// @param runningJobs how many jobs were in its loop then
public record Instance(
        String id,
        String host,
        String version,
        String scheduling,
        Instant startedAt,
        Instant seenAt,
        Instant leaseUntil,
        long runningJobs) {}
