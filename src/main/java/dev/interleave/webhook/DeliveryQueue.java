package dev.interleave.webhook;

import java.time.Instant;
import java.util.Collection;

/// Schedules deliveries. Thread-safe.
public interface DeliveryQueue {

    /// Schedules the first attempt of each delivery. Uses the current transaction; attempts start after its commit.
    ///
    /// @param deliveries pending and not scheduled yet
    /// @param callbacks at least the callbacks of these deliveries
    void schedule(Collection<Delivery> deliveries, Collection<Callback> callbacks);

    /// Changes the time of the next attempt of a delivery, unless an attempt is under way. Uses the current
    /// transaction.
    void reschedule(Delivery delivery, Instant time);
}
