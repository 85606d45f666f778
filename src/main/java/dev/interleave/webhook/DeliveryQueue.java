package dev.interleave.webhook;

import java.util.Collection;

/// Schedules deliveries. Thread-safe.
public interface DeliveryQueue {

    /// Schedules the first attempt of each delivery. Uses the current transaction; attempts start after its commit.
    ///
    /// @param deliveries pending and not scheduled yet
    /// @param callbacks at least the callbacks of these deliveries
    void schedule(Collection<Delivery> deliveries, Collection<Callback> callbacks);
}
