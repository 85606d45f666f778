package dev.interleave.webhook;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where deliveries are kept. Thread-safe. Those that change something use the transaction they find.
public interface DeliveryStore {

    /// Whose deliveries to list: exactly one of the two is given.
    ///
    /// @param callbackId those to a callback
    /// @param jobId those of a job
    record Scope(@Nullable UUID callbackId, @Nullable UUID jobId) {}

    /// What is owed right now.
    ///
    /// @param owed how many deliveries
    /// @param overdue how many of them should have been tried already
    /// @param oldest since when the oldest of them is owed
    record Backlog(long owed, long overdue, @Nullable Instant oldest) {}

    /// Keeps new deliveries; what is owed already is not owed twice.
    ///
    /// @param deliveries owed
    /// @return those that are new
    List<Delivery> insert(Collection<Delivery> deliveries);

    /// @param id of a delivery
    /// @return the delivery, if there is one
    Optional<Delivery> find(UUID id);

    /// @param owner whose
    /// @param id of a delivery
    /// @return the delivery, if it goes to a callback of theirs; found out at the same cost whether there is
    ///     one of another owner or none at all
    Optional<Delivery> find(String owner, UUID id);

    /// @param scope whose
    /// @param limit how many at most
    /// @param before only those older than this id, or null
    /// @return the newest first
    List<Delivery> list(Scope scope, int limit, @Nullable UUID before);

    /// @param deliveryIds of deliveries
    /// @return their attempts, in order
    Map<UUID, List<DeliveryAttempt>> attempts(Collection<UUID> deliveryIds);

    /// Records a try and what it means, if it was the next one: two can be under way at a time when a process
    /// was asleep for long, and its work was given to another. When somebody has asked for the delivery again
    /// since the try began, it is recorded, and the delivery stays owed.
    ///
    /// @param tried as it was when the try began
    /// @param after as it is now
    /// @param deliveryAttempt the try, which is numbered anew
    /// @return false if the delivery is not changed by it
    boolean record(Delivery tried, Delivery after, DeliveryAttempt deliveryAttempt);

    /// Records that a delivery is owed again.
    ///
    /// @param again from [Delivery#redelivered]
    /// @return false if somebody else has done so meanwhile, or it is gone; then nothing was changed
    boolean reopen(Delivery again);

    /// @param now the time
    /// @return what is owed
    Backlog backlog(Instant now);

    /// Deletes what was settled long ago, and callbacks of single jobs to which nothing is owed any more.
    ///
    /// @param settledBefore the time
    /// @param limit how many at most
    /// @return how many deliveries
    int deleteSettled(Instant settledBefore, int limit);
}
