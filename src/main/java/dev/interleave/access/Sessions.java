package dev.interleave.access;

import dev.interleave.store.GroupCommit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Browsers that have shown a key. Each may do what the key may, as long as that is there. Thread-safe.
@Component
public final class Sessions {

    /// How long a session lasts.
    public static final Duration LASTS = Duration.ofHours(12);

    private final ApiKeys keys;
    private final ApiKeyStore store;
    private final GroupCommit commits;
    private final InstantSource clock;

    Sessions(ApiKeys keys, ApiKeyStore store, GroupCommit commits, InstantSource clock) {
        this.keys = keys;
        this.store = store;
        this.commits = commits;
        this.clock = clock;
    }

    /// @param key that is valid
    /// @return what the cookie is to hold, durable
    public String open(String key) {
        String token = KeyText.random();
        commits.write(() -> {
            var now = clock.instant();
            store.insertSession(KeyText.sha256(token), KeyText.sha256(key), now, now.plus(LASTS));
            return true;
        });
        return token;
    }

    /// @param token what a cookie holds
    /// @return whose it is, if the session is not over and its key still valid
    public Optional<Caller> find(String token) {
        return KeyText.isMade(token)
                ? store.findSession(KeyText.sha256(token), clock.instant())
                        .flatMap(keySha256 -> keys.findBySha256(keySha256, true))
                : Optional.empty();
    }

    /// @param token what a cookie holds; nothing happens if that is no session
    public void close(String token) {
        commits.write(() -> {
            store.deleteSession(KeyText.sha256(token));
            return true;
        });
    }
}
