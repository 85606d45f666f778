package dev.interleave.webhook;

import dev.interleave.job.model.Job;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stores callbacks. Thread-safe. Methods that write use the current transaction, see
/// [dev.interleave.store.GroupCommit].
public interface CallbackStore {

    /// Inserts callbacks; has no effect on those that exist.
    void insert(Collection<Callback> callbacks);

    /// @return the callback, if it exists
    Optional<Callback> find(UUID id);

    /// Takes the same time whether the id is unknown or belongs to another owner.
    ///
    /// @return the callback, if it exists and belongs to the owner
    Optional<Callback> find(String owner, UUID id);

    /// @param jobId a job of this owner, or null for the standing callbacks
    /// @return oldest first
    List<Callback> list(String owner, @Nullable UUID jobId);

    /// @return the active callbacks of these jobs, and the active standing ones of their owners
    List<Callback> activeFor(Collection<Job> jobs);

    /// Stores the secrets of a callback.
    void updateSecrets(Callback callback);

    /// Disables a callback.
    void disable(UUID id);

    /// Deletes a callback and all of its deliveries.
    ///
    /// @return false if it does not exist
    boolean delete(UUID id);
}
