package dev.interleave.access.key;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.interleave.access.Caller;
import dev.interleave.access.Role;
import dev.interleave.store.GroupCommit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Finds the caller of an API key, creates and revokes keys. Thread-safe.
///
/// Keys of the database are cached for one second. Other instances accept a revoked key for that long.
@Component
public final class ApiKeyRegistry {

    private static final Logger log = LoggerFactory.getLogger(ApiKeyRegistry.class);

    private static final Duration CACHED = Duration.ofSeconds(1);
    private static final int MAX_CACHED = 1_000;

    /// A new key.
    ///
    /// @param key what the database stores
    /// @param text the key itself, which is not stored
    public record NewKey(ApiKey key, String text) {}

    private record CachedKey(ApiKey key, Instant until) {

        /// @return false too if the clock was set back since
        private boolean isFreshAt(Instant now) {
            return now.isBefore(until) && !now.plus(CACHED).isBefore(until);
        }
    }

    private final ConfiguredKeys configured;
    private final ApiKeyStore store;
    private final GroupCommit commits;
    private final InstantSource clock;
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
    private final Map<String, CachedKey> cache = new ConcurrentHashMap<>();
    private final AtomicLong revocations = new AtomicLong();

    ApiKeyRegistry(ConfiguredKeys configured, ApiKeyStore store, GroupCommit commits, InstantSource clock) {
        this.configured = configured;
        this.store = store;
        this.commits = commits;
        this.clock = clock;
    }

    /// @param text the key as a client sent it
    /// @return its caller; empty if the key is unknown, expired or revoked
    public Optional<Caller> find(String text) {
        return findBySha256(ApiKeyFormat.sha256(text), ApiKeyFormat.isGenerated(text));
    }

    /// @param mayBeStored whether to look in the database too
    public Optional<Caller> findBySha256(String sha256, boolean mayBeStored) {
        Optional<Caller> caller = configured.find(sha256);
        return caller.isPresent() || !mayBeStored ? caller : findStored(sha256).map(ApiKey::caller);
    }

    /// Creates a key durably.
    ///
    /// @param name identifies the key
    /// @param owner the tenant of the key
    /// @param lifetime null for a key that does not expire
    /// @param alongside gets the id of the key in the transaction that stores it
    /// @return the key; empty if the name is taken
    public Optional<NewKey> create(
            String name, String owner, Role role, @Nullable Duration lifetime, Consumer<UUID> alongside) {
        String text = ApiKeyFormat.random();
        Instant now = clock.instant();
        Instant expires = lifetime == null ? null : now.plus(lifetime);
        ApiKey key = new ApiKey(ids.generate(), name, owner, role, ApiKeyFormat.sha256(text), now, expires);
        boolean inserted = commits.write(() -> {
            boolean isNew = store.insert(key);
            if (isNew) {
                alongside.accept(key.id());
            }
            return isNew;
        });
        return inserted ? Optional.of(new NewKey(key, text)) : Optional.empty();
    }

    /// Creates an admin key durably, unless there is one.
    ///
    /// @return the key; empty if there is an admin key, or another instance created this one
    Optional<NewKey> createInitial(String name) {
        Instant now = clock.instant();
        List<ApiKey> keys = store.list();
        if (configured.hasAdmin() || keys.stream().anyMatch(key -> isValidAdminKey(key, now))) {
            return Optional.empty();
        }
        keys.stream().filter(key -> key.name().equals(name)).forEach(expired -> revoke(expired.id()));
        return create(name, "", Role.ADMIN, null, _ -> {});
    }

    /// @return the keys of the database, including expired ones, oldest first
    public List<ApiKey> list() {
        return store.list();
    }

    /// Revokes a key of the database: on this instance at once, on others within one second.
    ///
    /// @return false if there is no such key
    public boolean revoke(UUID id) {
        boolean deleted = commits.write(() -> store.delete(id));
        synchronized (cache) {
            revocations.incrementAndGet();
            cache.values().removeIf(cached -> cached.key.id().equals(id));
        }
        return deleted;
    }

    private static boolean isValidAdminKey(ApiKey key, Instant now) {
        return key.role() == Role.ADMIN && !key.isExpiredAt(now);
    }

    private Optional<ApiKey> findStored(String sha256) {
        Instant now = clock.instant();
        CachedKey cached = cache.get(sha256);
        if (cached != null && cached.isFreshAt(now)) {
            return unlessExpired(cached.key, now);
        }
        long revocationsBefore = revocations.get();
        Optional<ApiKey> found = store.find(sha256);
        if (found.isEmpty()) {
            cache.remove(sha256);
            return found;
        }
        cache(sha256, new CachedKey(found.get(), now.plus(CACHED)), revocationsBefore);
        return unlessExpired(found.get(), now);
    }

    /// Does nothing if a key was revoked since the read: the read key may be that one.
    private void cache(String sha256, CachedKey key, long revocationsBefore) {
        synchronized (cache) {
            if (revocations.get() != revocationsBefore) {
                return;
            }
            if (cache.size() >= MAX_CACHED) {
                cache.clear();
            }
            cache.put(sha256, key);
        }
    }

    private static Optional<ApiKey> unlessExpired(ApiKey key, Instant now) {
        if (key.isExpiredAt(now)) {
            log.debug("API key {} has expired", key.name());
            return Optional.empty();
        }
        return Optional.of(key);
    }
}
