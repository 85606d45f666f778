package dev.interleave.program.jdbc;

import dev.interleave.program.ProgramSource;
import dev.interleave.program.ProgramStore;
import dev.interleave.program.ProgramVersion;
import dev.interleave.store.GroupCommit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Stores named programs. Thread-safe.
@Component
final class JdbcProgramStore implements ProgramStore {

    private static final String EXISTING = "SELECT * FROM program WHERE owner = ? AND deleted = 0 ";

    private final JdbcClient jdbc;
    private final GroupCommit commits;
    private final InstantSource clock;

    JdbcProgramStore(JdbcClient jdbc, GroupCommit commits, InstantSource clock) {
        this.jdbc = jdbc;
        this.commits = commits;
        this.clock = clock;
    }

    @Override
    public Optional<Created> create(String owner, String name, ProgramSource source, String description, int limit) {
        Optional<Created> known = known(owner, name, source);
        return known.isPresent() ? known : commits.write(() -> insert(owner, name, source, description, limit));
    }

    private Optional<Created> known(String owner, String name, ProgramSource source) {
        return jdbc.sql(EXISTING + "AND name = ? AND sha256 = ? ORDER BY version DESC LIMIT 1")
                .params(owner, name, source.sha256())
                .query(JdbcProgramStore::version)
                .optional()
                .map(version -> new Created(version, false));
    }

    /// Two instances may choose the same number at the same time. The loser sees the row of the other, or fails.
    private Optional<Created> insert(String owner, String name, ProgramSource source, String description, int limit) {
        Optional<Created> known = known(owner, name, source);
        if (known.isPresent()) {
            return known;
        }
        long versions = jdbc.sql("SELECT COUNT(*) FROM program WHERE owner = ? AND deleted = 0")
                .param(owner)
                .query(Long.class)
                .single();
        if (versions >= limit) {
            return Optional.empty();
        }
        int next = jdbc.sql("SELECT COALESCE(MAX(version), 0) + 1 FROM program WHERE owner = ? AND name = ?")
                .params(owner, name)
                .query(Integer.class)
                .single();
        Instant now = Instant.ofEpochMilli(clock.millis());
        jdbc.sql("""
                        INSERT INTO program (owner, name, version, sha256, description, created_at)
                        VALUES (?, ?, ?, ?, ?, ?)""")
                .params(owner, name, next, source.sha256(), description, now.toEpochMilli())
                .update();
        return Optional.of(new Created(new ProgramVersion(owner, name, next, source.sha256(), description, now), true));
    }

    @Override
    public List<ProgramVersion> latest(String owner) {
        return jdbc.sql(EXISTING + """
                        AND version = (SELECT MAX(version) FROM program AS other
                                       WHERE other.owner = program.owner AND other.name = program.name
                                         AND other.deleted = 0)
                        ORDER BY name""")
                .param(owner)
                .query(JdbcProgramStore::version)
                .list();
    }

    @Override
    public List<ProgramVersion> versions(String owner, String name) {
        return jdbc.sql(EXISTING + "AND name = ? ORDER BY version DESC")
                .params(owner, name)
                .query(JdbcProgramStore::version)
                .list();
    }

    @Override
    public int delete(String owner, String name, int version) {
        return commits.write(
                () -> jdbc.sql("""
                        UPDATE program SET deleted = 1
                        WHERE owner = ? AND name = ? AND deleted = 0 AND (version = ? OR 0 = ?)""").params(owner, name, version, version).update());
    }

    private static ProgramVersion version(ResultSet row, int number) throws SQLException {
        return new ProgramVersion(
                row.getString("owner"),
                row.getString("name"),
                row.getInt("version"),
                row.getString("sha256"),
                row.getString("description"),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
