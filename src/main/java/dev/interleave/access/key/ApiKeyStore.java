package dev.interleave.access.key;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Stores API keys and sessions. Thread-safe. Methods that write use the current transaction, see
/// [dev.interleave.store.GroupCommit].
public interface ApiKeyStore {

    /// Inserts a key; can be repeated.
    ///
    /// @return false if another key has the same name
    boolean insert(ApiKey key);

    /// @param sha256 of a key, in hex
    /// @return the key, if it exists, expired or not
    Optional<ApiKey> find(String sha256);

    /// @return all keys, oldest first
    List<ApiKey> list();

    /// Deletes a key and its sessions.
    ///
    /// @return false if it does not exist
    boolean delete(UUID id);

    /// Inserts a session and deletes expired ones; can be repeated.
    ///
    /// @param sha256 of the session token, in hex
    /// @param keySha256 of the API key that opened it
    void insertSession(String sha256, String keySha256, Instant now, Instant expiresAt);

    /// @param sha256 of the session token
    /// @return the SHA-256 of the API key that opened the session, unless it has expired
    Optional<String> findSession(String sha256, Instant now);

    /// @param sha256 of the session token
    void deleteSession(String sha256);
}
