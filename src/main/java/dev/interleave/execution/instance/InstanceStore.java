package dev.interleave.execution.instance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Port to the leases of instances: one lease per instance, for all of its jobs, on the clock of the database.
/// Thread-safe. All methods may block, and throw Spring's `DataAccessException` when the store fails.
public interface InstanceStore {

    /// Makes the instance known, or known again.
    ///
    /// @param id new at every start
    /// @param scheduling the policy of its loop
    /// @param startedAt when it started
    /// @param lease for how long
    void register(String id, String scheduling, Instant startedAt, Duration lease);

    /// Renews a lease.
    ///
    /// @param id of an instance
    /// @param lease for how long from now
    /// @param runningJobs how many jobs it has in its loop
    /// @return false if its jobs were taken back meanwhile
    boolean renew(String id, Duration lease, long runningJobs);

    /// Gives the lease up.
    ///
    /// @param id of an instance whose jobs were requeued
    void leave(String id);

    /// Marks the instances whose lease has expired.
    ///
    /// @return the ids of all that are gone, for as long as jobs of theirs may turn up
    List<String> markGone();

    /// @return the instances with a valid lease, the oldest first
    List<Instance> present();

    /// Forgets all others, which are known to be gone.
    ///
    /// @param id of the instance that does not share the store
    void forgetOthers(String id);
}
