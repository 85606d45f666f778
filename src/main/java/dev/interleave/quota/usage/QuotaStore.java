package dev.interleave.quota.usage;

import dev.interleave.job.OwnerUsage;
import java.time.Instant;
import java.util.SortedMap;

/// Port to the usage that instances share. Thread-safe.
public interface QuotaStore {

    /// Locks out other transactions of this kind until the current one is over.
    void lock();

    /// Counts an owner's jobs in the transaction at hand, which holds the lock.
    ///
    /// @param owner the tenant
    /// @return those of the store, and those that were told of in this transaction
    OwnerUsage.Jobs lockedJobs(String owner);

    /// Tells of jobs that will be kept in the transaction at hand.
    ///
    /// @param owner the tenant
    /// @param resourceRequest what they take
    void accepted(String owner, ResourceRequest resourceRequest);

    /// How many bytes were ever reserved for the results of an owner with such a limit, which only grows.
    ///
    /// @param owner the tenant
    /// @return in bytes
    long reservedBytes(String owner);

    /// @param owner for whom
    /// @param bytes to be added to [#reservedBytes(String)], in the transaction at hand
    void addReservedBytes(String owner, long bytes);

    /// How much loop time an owner has received on other instances.
    ///
    /// @param owner the tenant
    /// @param from slots that began earlier are left out
    /// @param instance that reads
    /// @return nanoseconds by the beginning of the slot
    SortedMap<Instant, Long> loopTime(String owner, Instant from, String instance);

    /// Some loop time of an owner.
    ///
    /// @param owner the tenant
    /// @param slot when the minute began
    /// @param nanos in that minute, so far
    record LoopTimeSlot(String owner, Instant slot, long nanos) {}

    /// Keeps loop time, in place of what is there of the same slots, and forgets what is too old.
    ///
    /// @param instance that gave it
    /// @param slots any number
    /// @param oldest slots that began earlier are forgotten
    void saveLoopTime(String instance, Iterable<LoopTimeSlot> slots, Instant oldest);
}
