package dev.interleave.program.jdbc;

import dev.interleave.program.ProgramSource;
import dev.interleave.program.ProgramSourceStore;
import dev.interleave.store.GroupCommit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Stores sources. A source that was used lately is not written again. Thread-safe.
///
/// A source is written before the job that refers to it, and deleted only if nothing refers to it and it was not used
/// for an hour; so it is there when the job is.
@Component
final class JdbcProgramSourceStore implements ProgramSourceStore {

    private static final Duration UNUSED = Duration.ofHours(1);
    private static final Duration LATELY = Duration.ofMinutes(10);
    private static final int MAX_REMEMBERED = 1_000;

    private final JdbcClient jdbc;
    private final GroupCommit commits;
    private final InstantSource clock;

    /// When a source was written last, by hash. Guarded by itself.
    private final Map<String, Instant> written = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    JdbcProgramSourceStore(JdbcClient jdbc, GroupCommit commits, InstantSource clock) {
        this.jdbc = jdbc;
        this.commits = commits;
        this.clock = clock;
    }

    @Override
    public void keep(ProgramSource source) {
        Instant now = clock.instant();
        if (wasWrittenLately(source, now)) {
            return;
        }
        commits.write(() -> jdbc.sql("""
                        INSERT INTO program_source (sha256, source, used_at) VALUES (?, ?, ?)
                        ON CONFLICT (sha256) DO UPDATE SET used_at = excluded.used_at""")
                .params(source.sha256(), source.text(), now.toEpochMilli())
                .update());
        synchronized (written) {
            written.put(source.sha256(), now);
        }
    }

    private boolean wasWrittenLately(ProgramSource source, Instant now) {
        synchronized (written) {
            Instant last = written.get(source.sha256());
            return last != null && !last.isAfter(now) && last.plus(LATELY).isAfter(now);
        }
    }

    @Override
    public Optional<String> find(String sha256) {
        return jdbc.sql("SELECT source FROM program_source WHERE sha256 = ?")
                .param(sha256)
                .query(String.class)
                .optional();
    }

    @Override
    public int deleteUnused() {
        long before = clock.instant().minus(UNUSED).toEpochMilli();
        return commits.write(() -> jdbc.sql("""
                        DELETE FROM program_source WHERE used_at < ?
                          AND NOT EXISTS (SELECT 1 FROM job WHERE job.program_sha256 = program_source.sha256)
                          AND NOT EXISTS (SELECT 1 FROM job WHERE job.input_sha256 = program_source.sha256)
                          AND NOT EXISTS (SELECT 1 FROM program
                                          WHERE program.sha256 = program_source.sha256 AND program.deleted = 0)""").param(before).update());
    }
}
