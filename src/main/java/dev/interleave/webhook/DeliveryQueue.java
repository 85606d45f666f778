package dev.interleave.webhook;

import java.util.Collection;

/// Has deliveries made. Thread-safe; uses the transaction it finds, and begins after its commit.
public interface DeliveryQueue {

    /// @param deliveries owed, and new
    void schedule(Collection<Delivery> deliveries);

    /// Has a delivery that waits for its next try made now. One that is being tried is left alone.
    ///
    /// @param delivery owed
    void hurry(Delivery delivery);
}
