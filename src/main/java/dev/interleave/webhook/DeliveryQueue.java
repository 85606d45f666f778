package dev.interleave.webhook;

import java.util.Collection;

/// Has deliveries made. Thread-safe; uses the transaction it finds, and begins after its commit.
public interface DeliveryQueue {

    /// @param deliveries owed, and new
    /// @param callbacks those that they are owed to, and perhaps others
    void schedule(Collection<Delivery> deliveries, Collection<Callback> callbacks);
}
