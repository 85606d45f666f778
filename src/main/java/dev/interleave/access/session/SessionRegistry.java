package dev.interleave.access.session;

import dev.interleave.access.Caller;
import dev.interleave.access.key.ApiKeyFormat;
import dev.interleave.access.key.ApiKeyRegistry;
import dev.interleave.access.key.ApiKeyStore;
import dev.interleave.store.GroupCommit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Opens, finds and closes the sessions of browsers. Thread-safe. A session has the permissions of the API key
/// that opened it, and ends when the key is revoked or expires.
@Component
public final class SessionRegistry {

    /// Lifetime of a session.
    public static final Duration LIFETIME = Duration.ofHours(12);

    private final ApiKeyRegistry keys;
    private final ApiKeyStore store;
    private final GroupCommit commits;
    private final InstantSource clock;

    SessionRegistry(ApiKeyRegistry keys, ApiKeyStore store, GroupCommit commits, InstantSource clock) {
        this.keys = keys;
        this.store = store;
        this.commits = commits;
        this.clock = clock;
    }

    /// Opens a session durably.
    ///
    /// @param key a valid API key
    /// @return the session token, for the cookie
    public String open(String key) {
        String token = ApiKeyFormat.random();
        commits.write(() -> {
            var now = clock.instant();
            store.insertSession(ApiKeyFormat.sha256(token), ApiKeyFormat.sha256(key), now, now.plus(LIFETIME));
            return true;
        });
        return token;
    }

    /// @return the caller of a session token; empty if the session is unknown or over
    public Optional<Caller> find(String token) {
        return ApiKeyFormat.isGenerated(token)
                ? store.findSession(ApiKeyFormat.sha256(token), clock.instant())
                        .flatMap(keySha256 -> keys.findBySha256(keySha256, true))
                : Optional.empty();
    }

    /// Closes a session; does nothing if there is no such session.
    public void close(String token) {
        commits.write(() -> {
            store.deleteSession(ApiKeyFormat.sha256(token));
            return true;
        });
    }
}
