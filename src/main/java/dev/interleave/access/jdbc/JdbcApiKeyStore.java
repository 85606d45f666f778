package dev.interleave.access.jdbc;

import dev.interleave.access.Role;
import dev.interleave.access.key.ApiKey;
import dev.interleave.access.key.ApiKeyStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Stores API keys and sessions in a relational database. Thread-safe.
@Component
final class JdbcApiKeyStore implements ApiKeyStore {

    private final JdbcClient jdbc;

    JdbcApiKeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean insert(ApiKey key) {
        Instant expires = key.expiresAt();
        jdbc.sql("""
            INSERT INTO api_key (id, name, owner, role, sha256, created_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING\
            """)
                .param(key.id().toString())
                .param(key.name())
                .param(key.owner())
                .param(key.role().name())
                .param(key.sha256())
                .param(key.createdAt().toEpochMilli())
                .param(expires == null ? null : expires.toEpochMilli())
                .update();
        return find(key.sha256()).isPresent();
    }

    @Override
    public Optional<ApiKey> find(String sha256) {
        return jdbc.sql("SELECT * FROM api_key WHERE sha256 = ?")
                .param(sha256)
                .query(JdbcApiKeyStore::key)
                .optional();
    }

    @Override
    public List<ApiKey> list() {
        return jdbc.sql("SELECT * FROM api_key ORDER BY id")
                .query(JdbcApiKeyStore::key)
                .list();
    }

    @Override
    public boolean delete(UUID id) {
        jdbc.sql("DELETE FROM browser_session WHERE key_sha256 IN (SELECT sha256 FROM api_key WHERE id = ?)")
                .param(id.toString())
                .update();
        return jdbc.sql("DELETE FROM api_key WHERE id = ?").param(id.toString()).update() == 1;
    }

    @Override
    public void insertSession(String sha256, String keySha256, Instant now, Instant expiresAt) {
        jdbc.sql("DELETE FROM browser_session WHERE expires_at <= ?")
                .param(now.toEpochMilli())
                .update();
        jdbc.sql("""
            INSERT INTO browser_session (sha256, key_sha256, expires_at) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING\
            """).params(sha256, keySha256, expiresAt.toEpochMilli()).update();
    }

    @Override
    public Optional<String> findSession(String sha256, Instant now) {
        return jdbc.sql("SELECT key_sha256 FROM browser_session WHERE sha256 = ? AND expires_at > ?")
                .params(sha256, now.toEpochMilli())
                .query(String.class)
                .optional();
    }

    @Override
    public void deleteSession(String sha256) {
        jdbc.sql("DELETE FROM browser_session WHERE sha256 = ?").param(sha256).update();
    }

    private static ApiKey key(ResultSet row, int number) throws SQLException {
        long expires = row.getLong("expires_at");
        boolean never = row.wasNull();
        return new ApiKey(
                UUID.fromString(row.getString("id")),
                row.getString("name"),
                row.getString("owner"),
                Role.valueOf(row.getString("role")),
                row.getString("sha256"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                never ? null : Instant.ofEpochMilli(expires));
    }
}
