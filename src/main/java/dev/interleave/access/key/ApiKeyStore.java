package dev.interleave.access.key;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where API keys and sessions are kept. Thread-safe. Those methods that change something use the transaction
/// they find; see [dev.interleave.store.GroupCommit].
public interface ApiKeyStore {

    /// Keeps a new key; keeping the same again is harmless.
    ///
    /// @param key new
    /// @return false if there is another one with its name
    boolean insert(ApiKey key);

    /// @param sha256 of a key, in hex
    /// @return the key, if it is there, expired or not
    Optional<ApiKey> find(String sha256);

    /// @return the oldest first
    List<ApiKey> list();

    /// Forgets a key; those who have shown it in a browser are out as well.
    ///
    /// @param id of a key
    /// @return false if there was none
    boolean delete(UUID id);

    /// Keeps a session, and forgets those that are over; keeping the same again is harmless.
    ///
    /// @param sha256 of what the cookie holds, in hex
    /// @param keySha256 of the key that was shown
    /// @param now the time
    /// @param expiresAt when it ends
    void insertSession(String sha256, String keySha256, Instant now, Instant expiresAt);

    /// @param sha256 of what the cookie holds
    /// @param now the time
    /// @return the SHA-256 of the key that was shown, if the session is not over
    Optional<String> findSession(String sha256, Instant now);

    /// @param sha256 of what the cookie holds
    void deleteSession(String sha256);
}
