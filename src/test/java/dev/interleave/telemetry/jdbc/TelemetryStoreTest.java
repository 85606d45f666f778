package dev.interleave.telemetry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.interleave.store.GroupCommit;
import dev.interleave.store.TestCommits;
import dev.interleave.telemetry.TelemetryPoint;
import dev.interleave.telemetry.TelemetryPoint.Spread;
import dev.interleave.telemetry.TelemetryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// Figures that survive a restart.
class TelemetryStoreTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration SLOT = TelemetryPoint.SLOT;

    private final HikariDataSource pool = new HikariDataSource();
    private final GroupCommit commits;
    private final TelemetryStore store;

    TelemetryStoreTest(@TempDir Path folder) {
        pool.setJdbcUrl("jdbc:sqlite:" + folder.resolve("figures.db") + "?journal_mode=WAL");
        commits = TestCommits.of(new JdbcTransactionManager(pool));
        store = new JdbcTelemetryStore(JdbcClient.create(pool), commits);
    }

    @BeforeEach
    void migrate() {
        Flyway.configure().dataSource(pool).load().migrate();
    }

    @AfterEach
    void close() {
        commits.close();
        pool.close();
    }

    @Test
    void whatWasKeptIsToldInTheOrderOfTime() {
        TelemetryPoint second = point(NOON.plus(SLOT), 7, 1_000);
        TelemetryPoint first = point(NOON, 3, 2_000);
        store.save("a", second, NOON.minus(SLOT));
        store.save("a", first, NOON.minus(SLOT));

        assertThat(store.since(NOON, SLOT)).containsExactly(first, second);
        assertThat(store.since(NOON.plus(SLOT), SLOT)).containsExactly(second);
    }

    @Test
    void instancesAreAddedUpAndTheWorstSpreadCounts() {
        store.save("a", point(NOON, 3, 1_000), NOON.minus(SLOT));
        store.save("b", point(NOON, 4, 5_000), NOON.minus(SLOT));

        assertThat(store.since(NOON, SLOT))
                .containsExactly(
                        new TelemetryPoint(NOON, 30, 7, 200, 2_000, spread(5_000), spread(10_000), 10, 8, 6, 4));
    }

    @Test
    void longerStretchesAddUpSlotsAndHaveTheMeanOfTasks() {
        store.save("a", point(NOON, 2, 1_000), NOON.minus(SLOT));
        store.save("a", point(NOON.plus(SLOT), 4, 3_000), NOON.minus(SLOT));

        assertThat(store.since(NOON.plusSeconds(45), SLOT.multipliedBy(2)))
                .containsExactly(
                        new TelemetryPoint(NOON, 60, 3, 200, 2_000, spread(3_000), spread(6_000), 10, 8, 6, 4));
    }

    @Test
    void whatIsTooOldIsForgotten() {
        store.save("a", point(NOON, 3, 1_000), NOON.minus(SLOT));
        store.save("a", point(NOON.plus(SLOT), 3, 1_000), NOON.plusMillis(1));

        assertThat(store.since(Instant.EPOCH, SLOT)).hasSize(1);
    }

    @Test
    void aSlotThatIsKeptAlreadyStaysAsItIs() {
        store.save("a", point(NOON, 3, 1_000), NOON.minus(SLOT));
        store.save("a", point(NOON, 9, 9_000), NOON.minus(SLOT));

        assertThat(store.since(NOON, SLOT)).containsExactly(point(NOON, 3, 1_000));
    }

    private static TelemetryPoint point(Instant at, long tasks, long nanos) {
        return new TelemetryPoint(at, 30, tasks, 100, 1_000, spread(nanos), spread(2 * nanos), 5, 4, 3, 2);
    }

    private static Spread spread(long nanos) {
        return new Spread(nanos, 2 * nanos, 3 * nanos);
    }
}
