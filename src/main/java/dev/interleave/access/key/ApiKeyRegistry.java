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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Tells who shows a key, makes keys and revokes them. Thread-safe.
///
/// What the database says of a key is remembered for a second: so long may another instance take it after it
/// was revoked.
@Component
public final class ApiKeyRegistry {

    private static final Logger log = LoggerFactory.getLogger(ApiKeyRegistry.class);

    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final int MAX_REMEMBERED = 1_000;

    /// A key that was just made.
    ///
    /// @param key as it is kept
    /// @param text the key itself, which is kept nowhere
    public record NewKey(ApiKey key, String text) {}

    private record Known(ApiKey key, Instant until) {}

    private final ConfiguredKeys configured;
    private final ApiKeyStore store;
    private final GroupCommit commits;
    private final InstantSource clock;
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final AtomicLong revocations = new AtomicLong();

    ApiKeyRegistry(ConfiguredKeys configured, ApiKeyStore store, GroupCommit commits, InstantSource clock) {
        this.configured = configured;
        this.store = store;
        this.commits = commits;
        this.clock = clock;
    }

    /// @param text what a client says is a key
    /// @return whose it is, if it is one and has not expired
    public Optional<Caller> find(String text) {
        return findBySha256(ApiKeyFormat.sha256(text), ApiKeyFormat.isMade(text));
    }

    public Optional<Caller> findBySha256(String sha256, boolean mayBeMade) {
        Optional<Caller> caller = configured.find(sha256);
        return caller.isPresent() || !mayBeMade ? caller : findMade(sha256).map(ApiKey::caller);
    }

    /// @param name to know it by
    /// @param owner for whom it is to act
    /// @param role what it may do
    /// @param lifetime after which it is of no use, or null for one that does not expire
    /// @return durable; empty if there is one of this name
    public Optional<NewKey> create(String name, String owner, Role role, @Nullable Duration lifetime) {
        String text = ApiKeyFormat.random();
        Instant now = clock.instant();
        Instant expires = lifetime == null ? null : now.plus(lifetime);
        ApiKey key = new ApiKey(ids.generate(), name, owner, role, ApiKeyFormat.sha256(text), now, expires);
        return commits.write(() -> store.insert(key)) ? Optional.of(new NewKey(key, text)) : Optional.empty();
    }

    /// Makes a key for an admin, unless there is one already.
    ///
    /// @param name to know it by
    /// @return durable; empty if none was needed, or another instance was faster
    Optional<NewKey> createFirst(String name) {
        Instant now = clock.instant();
        List<ApiKey> keys = store.list();
        if (configured.hasAdmin() || keys.stream().anyMatch(key -> isOfAdmin(key, now))) {
            return Optional.empty();
        }
        keys.stream().filter(key -> key.name().equals(name)).forEach(useless -> revoke(useless.id()));
        return create(name, "", Role.ADMIN, null);
    }

    /// @return those of the database, expired ones as well, the oldest first
    public List<ApiKey> list() {
        return store.list();
    }

    /// Revokes a key, here at once, elsewhere within a second.
    ///
    /// @param id of a key of the database
    /// @return false if there is none
    public boolean revoke(UUID id) {
        boolean deleted = commits.write(() -> store.delete(id));
        synchronized (known) {
            revocations.incrementAndGet();
            known.values().removeIf(one -> one.key.id().equals(id));
        }
        return deleted;
    }

    private static boolean isOfAdmin(ApiKey key, Instant now) {
        return key.role() == Role.ADMIN && !key.isExpiredAt(now);
    }

    private Optional<ApiKey> findMade(String sha256) {
        Instant now = clock.instant();
        Known remembered = known.get(sha256);
        if (remembered != null && now.isBefore(remembered.until)) {
            return unlessExpired(remembered.key, now);
        }
        long before = revocations.get();
        Optional<ApiKey> found = store.find(sha256);
        if (found.isEmpty()) {
            known.remove(sha256);
            return found;
        }
        remember(sha256, new Known(found.get(), now.plus(REMEMBERED)), before);
        return unlessExpired(found.get(), now);
    }

    /// Unless a key was revoked meanwhile: what was read before must not outlive that.
    private void remember(String sha256, Known one, long before) {
        synchronized (known) {
            if (revocations.get() != before) {
                return;
            }
            if (known.size() >= MAX_REMEMBERED) {
                known.clear();
            }
            known.put(sha256, one);
        }
    }

    private static Optional<ApiKey> unlessExpired(ApiKey key, Instant now) {
        if (key.isExpiredAt(now)) {
            log.debug("the key {} has expired", key.name());
            return Optional.empty();
        }
        return Optional.of(key);
    }
}
