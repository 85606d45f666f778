package dev.interleave.webhook.jdbc;

import dev.interleave.job.model.Job;
import dev.interleave.webhook.Callback;
import dev.interleave.webhook.CallbackStore;
import dev.interleave.webhook.EventType;
import dev.interleave.webhook.signing.Secret;
import dev.interleave.webhook.signing.SecretCipher;
import dev.interleave.webhook.signing.SecretPair;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Stores callbacks in a relational database, with encrypted secrets. Thread-safe.
@Component
final class JdbcCallbackStore implements CallbackStore {

    /// Databases limit the parameters of a statement, some to 32,766.
    private static final int MAX_PARAMETERS = 1_000;

    private final JdbcClient jdbc;
    private final SecretCipher cipher;

    JdbcCallbackStore(JdbcClient jdbc, SecretCipher cipher) {
        this.jdbc = jdbc;
        this.cipher = cipher;
    }

    @Override
    public void insert(Collection<Callback> callbacks) {
        callbacks.forEach(callback -> jdbc.sql("""
            INSERT INTO callback (id, owner, job_id, url, events, state, secret, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING\
            """)
                .param(callback.id().toString())
                .param(callback.owner())
                .param(text(callback.jobId()))
                .param(callback.url())
                .param(events(callback.events()))
                .param(callback.state().name())
                .param(cipher.encrypt(callback.secrets().current()))
                .param(callback.createdAt().toEpochMilli())
                .update());
    }

    @Override
    public Optional<Callback> find(UUID id) {
        return jdbc.sql("SELECT * FROM callback WHERE id = ?")
                .param(id.toString())
                .query(this::callback)
                .optional();
    }

    @Override
    public Optional<Callback> find(String owner, UUID id) {
        return jdbc.sql("SELECT * FROM callback WHERE id = ? AND owner = ?")
                .params(id.toString(), owner)
                .query(this::callback)
                .optional();
    }

    @Override
    public List<Callback> list(String owner, @Nullable UUID jobId) {
        return jobId == null
                ? jdbc.sql("SELECT * FROM callback WHERE job_id IS NULL AND owner = ? ORDER BY id")
                        .param(owner)
                        .query(this::callback)
                        .list()
                : jdbc.sql("SELECT * FROM callback WHERE job_id = ? AND owner = ? ORDER BY id")
                        .params(jobId.toString(), owner)
                        .query(this::callback)
                        .list();
    }

    @Override
    public List<Callback> activeFor(Collection<Job> jobs) {
        List<String> ids = jobs.stream().map(job -> job.id().toString()).toList();
        List<String> owners = jobs.stream().map(Job::owner).distinct().toList();
        Map<UUID, Callback> active = new LinkedHashMap<>();
        for (int from = 0; from < ids.size(); from += MAX_PARAMETERS) {
            List<String> batch = ids.subList(from, Math.min(ids.size(), from + MAX_PARAMETERS));
            activeFor(batch, owners).forEach(callback -> active.put(callback.id(), callback));
        }
        return List.copyOf(active.values());
    }

    private List<Callback> activeFor(List<String> jobs, List<String> owners) {
        return jdbc.sql("""
            SELECT * FROM callback WHERE job_id IN (:jobs) AND state = 'ACTIVE'
            UNION ALL
            SELECT * FROM callback WHERE job_id IS NULL AND owner IN (:owners) AND state = 'ACTIVE'\
            """)
                .param("jobs", padded(jobs))
                .param("owners", padded(owners))
                .query(this::callback)
                .list();
    }

    /// Pads to a power of two, so that there are few distinct statements and drivers keep them prepared.
    private static List<String> padded(List<String> values) {
        int size = Integer.highestOneBit(values.size() * 2 - 1);
        List<String> padded = new ArrayList<>(values);
        padded.addAll(Collections.nCopies(size - values.size(), values.getLast()));
        return padded;
    }

    @Override
    public void updateSecrets(Callback callback) {
        SecretPair secrets = callback.secrets();
        jdbc.sql("UPDATE callback SET secret = ?, previous_secret = ?, previous_until = ? WHERE id = ?")
                .param(cipher.encrypt(secrets.current()))
                .param(secrets.previous() == null ? null : cipher.encrypt(secrets.previous()))
                .param(NullableColumns.millis(secrets.previousUntil()))
                .param(callback.id().toString())
                .update();
    }

    @Override
    public void disable(UUID id) {
        jdbc.sql("UPDATE callback SET state = 'DISABLED' WHERE id = ?")
                .param(id.toString())
                .update();
    }

    @Override
    public boolean delete(UUID id) {
        jdbc.sql("""
            DELETE FROM delivery_attempt
            WHERE delivery_id IN (SELECT id FROM delivery WHERE callback_id = ?)\
            """).param(id.toString()).update();
        jdbc.sql("DELETE FROM delivery WHERE callback_id = ?")
                .param(id.toString())
                .update();
        return jdbc.sql("DELETE FROM callback WHERE id = ?")
                        .param(id.toString())
                        .update()
                == 1;
    }

    private Callback callback(ResultSet row, int number) throws SQLException {
        return new Callback(
                UUID.fromString(row.getString("id")),
                row.getString("owner"),
                NullableColumns.uuid(row, "job_id"),
                row.getString("url"),
                events(row.getString("events")),
                Callback.State.valueOf(row.getString("state")),
                secrets(row),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }

    private SecretPair secrets(ResultSet row) throws SQLException {
        byte[] previous = row.getBytes("previous_secret");
        Secret decrypted = previous == null ? null : cipher.decrypt(previous);
        return new SecretPair(
                cipher.decrypt(row.getBytes("secret")), decrypted, NullableColumns.instant(row, "previous_until"));
    }

    private static String events(Set<EventType> events) {
        return events.stream().map(EventType::name).collect(Collectors.joining(","));
    }

    private static Set<EventType> events(String text) {
        return Arrays.stream(text.split(","))
                .map(EventType::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(EventType.class)));
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
