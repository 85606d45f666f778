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

/// Browsers that have shown a key. Each may do what the key may, as long as that is there. Thread-safe.
@Component
public final class SessionRegistry {

    /// How long a session lasts.
    public static final Duration LASTS = Duration.ofHours(12);

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

    /// @param key that is valid
    /// @return what the cookie is to hold, durable
    public String open(String key) {
        String token = ApiKeyFormat.random();
        commits.write(() -> {
            var now = clock.instant();
            store.insertSession(ApiKeyFormat.sha256(token), ApiKeyFormat.sha256(key), now, now.plus(LASTS));
            return true;
        });
        return token;
    }

    /// @param token what a cookie holds
    /// @return whose it is, if the session is not over and its key still valid
    public Optional<Caller> find(String token) {
        return ApiKeyFormat.isMade(token)
                ? store.findSession(ApiKeyFormat.sha256(token), clock.instant())
                        .flatMap(keySha256 -> keys.findBySha256(keySha256, true))
                : Optional.empty();
    }

    /// @param token what a cookie holds; nothing happens if that is no session
    public void close(String token) {
        commits.write(() -> {
            store.deleteSession(ApiKeyFormat.sha256(token));
            return true;
        });
    }
}
