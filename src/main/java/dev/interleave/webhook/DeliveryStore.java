package dev.interleave.webhook;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stores deliveries and their attempts. Thread-safe. Methods that write use the current transaction.
public interface DeliveryStore {

    /// Selects the deliveries of a callback or of a job; exactly one of the two ids is given.
    ///
    /// @param callbackId selects the deliveries to a callback
    /// @param jobId selects the deliveries of a job
    record Scope(@Nullable UUID callbackId, @Nullable UUID jobId) {}

    /// The pending deliveries of all instances.
    ///
    /// @param pending how many
    /// @param overdue how many of them are past the time of their next attempt
    /// @param oldest time of the oldest event, null if none is pending
    record Backlog(long pending, long overdue, @Nullable Instant oldest) {}

    /// Inserts deliveries. Skips those whose callback already has a delivery of the same event and job.
    ///
    /// @param deliveries pending
    /// @return the inserted ones
    List<Delivery> insert(Collection<Delivery> deliveries);

    /// @return the delivery, if it exists
    Optional<Delivery> find(UUID id);

    /// Takes the same time whether the id is unknown or belongs to another owner.
    ///
    /// @return the delivery, if it exists and its callback belongs to the owner
    Optional<Delivery> find(String owner, UUID id);

    /// @param limit how many at most
    /// @param before only those older than this id, or null
    /// @return newest first
    List<Delivery> list(Scope scope, int limit, @Nullable UUID before);

    /// @return the attempts of each delivery, by number
    Map<UUID, List<DeliveryAttempt>> attempts(Collection<UUID> deliveryIds);

    /// @return the deliveries of these jobs that have no body yet
    List<Delivery> findWithoutBody(Collection<UUID> jobIds);

    /// Stores the body of a delivery, unless it has one.
    void saveBody(Delivery delivery);

    /// Records an attempt. The delivery changes only if no other attempt of the same cycle was recorded since
    /// this one started: after a long pause of the process, another instance may have taken the delivery over. If
    /// a redelivery was requested meanwhile, the attempt is recorded and the delivery stays pending.
    ///
    /// @param before the delivery when the attempt started, with its body
    /// @param after the delivery now
    /// @param attempt gets the next free number
    /// @return whether the delivery changed
    boolean record(Delivery before, Delivery after, DeliveryAttempt attempt);

    /// Makes a delivery pending again.
    ///
    /// @param redelivered from [Delivery#redelivered]
    /// @return false if the delivery is gone or a concurrent request did the same; nothing changed then
    boolean reopen(Delivery redelivered);

    /// A pending delivery whose latest attempt, or whose event if there is none, is in the future.
    ///
    /// @param delivery pending
    /// @param since time of that attempt or event
    record Ahead(Delivery delivery, Instant since) {}

    /// Finds deliveries whose times were taken before the clock was set back.
    ///
    /// @param after finds those whose latest attempt or event is after this time
    /// @param limit how many at most
    /// @return in the order of their next attempts
    List<Ahead> findAhead(Instant after, int limit);

    /// Changes the time of the next attempt of a pending delivery.
    void changeNextAt(Delivery delivery, Instant nextAt);

    /// @return the pending deliveries
    Backlog backlog(Instant now);

    /// Deletes settled deliveries, and callbacks of deleted jobs that have no deliveries left.
    ///
    /// @param settledBefore only deliveries settled at this time or before
    /// @param limit how many deliveries at most
    /// @return the number of deleted deliveries
    int deleteSettled(Instant settledBefore, int limit);
}
