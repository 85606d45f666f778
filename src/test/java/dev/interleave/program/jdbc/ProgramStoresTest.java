package dev.interleave.program.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.interleave.SettableClock;
import dev.interleave.program.ProgramSource;
import dev.interleave.program.ProgramVersion;
import dev.interleave.store.GroupCommit;
import dev.interleave.store.Postgres;
import dev.interleave.store.Sqlite;
import dev.interleave.store.TestCommits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

@SuppressWarnings("NullAway.Init") // opened by each test
class ProgramStoresTest {

    private static final ProgramSource ONE = ProgramSource.of("print(1)\n");
    private static final ProgramSource TWO = ProgramSource.of("print('zwei, ü, 😀')\n");

    @TempDir
    private Path folder;

    private final HikariDataSource pool = new HikariDataSource();
    private final SettableClock clock = new SettableClock();
    private GroupCommit commits;
    private JdbcClient jdbc;
    private JdbcProgramStore programs;
    private JdbcProgramSourceStore sources;

    @AfterEach
    void close() {
        commits.close();
        pool.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SQLite", "PostgreSQL"})
    void numbersVersionsBySource(String database) {
        open(database);
        sources.keep(ONE);
        sources.keep(TWO);

        assertThat(versionOf("a", "p", ONE)).isEqualTo(1);
        assertThat(versionOf("a", "p", TWO)).isEqualTo(2);
        assertThat(versionOf("a", "p", ONE)).isEqualTo(1);
        assertThat(versionOf("b", "p", TWO)).isEqualTo(1);
        assertThat(programs.versions("a", "p"))
                .extracting(ProgramVersion::version)
                .containsExactly(2, 1);
        assertThat(programs.latest("a")).extracting(ProgramVersion::reference).containsExactly("p@2");
        assertThat(programs.create("a", "q", ONE, "", 2)).isEmpty();
        assertThat(sources.find(TWO.sha256())).contains(TWO.text());

        assertThat(programs.delete("a", "p", 2)).isEqualTo(1);
        assertThat(programs.delete("a", "p", 2)).isZero();
        assertThat(programs.latest("a")).extracting(ProgramVersion::reference).containsExactly("p@1");
        assertThat(versionOf("a", "p", TWO)).isEqualTo(3);
        assertThat(programs.delete("a", "p", 0)).isEqualTo(2);
        assertThat(programs.latest("a")).isEmpty();
        assertThat(programs.versions("b", "p")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SQLite", "PostgreSQL"})
    void deletesSourcesThatNothingRefersTo(String database) {
        open(database);
        ProgramSource ofJob = ProgramSource.of("pass\n");
        List.of(ONE, TWO, ofJob).forEach(sources::keep);
        programs.create("a", "p", TWO, "", 10);
        jdbc.sql("""
                        INSERT INTO job (id, computation, input, algorithm, labels, state, steps, rounds, created_at,
                                         instance, epoch, program_sha256)
                        VALUES (?, 'program', '{}', 'ITERATIVE', '{}', 'QUEUED', 0, 0, 0, '', 0, ?)""").params(UUID.randomUUID().toString(), ofJob.sha256()).update();

        assertThat(sources.deleteUnused()).as("used lately").isZero();
        clock.forward(Duration.ofHours(2));
        assertThat(sources.deleteUnused()).isEqualTo(1);

        assertThat(sources.find(ONE.sha256())).isEmpty();
        assertThat(sources.find(TWO.sha256())).isPresent();
        assertThat(sources.find(ofJob.sha256())).isPresent();
        sources.keep(ONE);
        assertThat(sources.find(ONE.sha256())).as("kept again").isPresent();
    }

    private int versionOf(String owner, String name, ProgramSource source) {
        return programs.create(owner, name, source, "", 10)
                .orElseThrow()
                .version()
                .version();
    }

    private void open(String database) {
        pool.setJdbcUrl(database.equals("SQLite") ? sqlite() : Postgres.newStore());
        commits = TestCommits.of(new JdbcTransactionManager(pool));
        jdbc = JdbcClient.create(pool);
        programs = new JdbcProgramStore(jdbc, commits, clock);
        sources = new JdbcProgramSourceStore(jdbc, commits, clock);
    }

    private String sqlite() {
        Path file = folder.resolve("programs.db");
        Sqlite.createStore(file);
        return "jdbc:sqlite:" + file + "?journal_mode=WAL";
    }
}
