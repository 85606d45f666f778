package dev.interleave.webhook;

import dev.interleave.job.model.Job;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where callbacks are kept. Thread-safe. Those that change something use the transaction they find; see
/// [dev.interleave.store.GroupCommit].
public interface CallbackStore {

    /// Keeps new callbacks; keeping the same again is harmless.
    ///
    /// @param callbacks new ones
    void insert(Collection<Callback> callbacks);

    /// @param id of a callback
    /// @return the callback, if there is one
    Optional<Callback> find(UUID id);

    /// @param owner whose
    /// @param id of a callback
    /// @return the callback, if there is one of theirs; found out at the same cost whether there is one of
    ///     another owner or none at all
    Optional<Callback> find(String owner, UUID id);

    /// @param owner whose
    /// @param jobId of a job of theirs, or null for the standing ones
    /// @return the oldest first
    List<Callback> of(String owner, @Nullable UUID jobId);

    /// Those that may want to hear of some jobs.
    ///
    /// @param jobs the jobs
    /// @return theirs, and the standing ones of their owners; only active ones
    List<Callback> activeFor(Collection<Job> jobs);

    /// Changes the secrets of a callback.
    ///
    /// @param callback as it is now
    void updateSecrets(Callback callback);

    /// @param id of a callback whose receiver is gone for good
    void disable(UUID id);

    /// Forgets a callback and all of its deliveries.
    ///
    /// @param id of a callback
    /// @return false if there was none
    boolean delete(UUID id);
}
