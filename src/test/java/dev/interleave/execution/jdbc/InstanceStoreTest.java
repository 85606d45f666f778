package dev.interleave.execution.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.interleave.execution.instance.Instance;
import dev.interleave.execution.instance.InstanceStore;
import dev.interleave.store.Dialect;
import dev.interleave.store.GroupCommit;
import dev.interleave.store.Postgres;
import dev.interleave.store.Sqlite;
import dev.interleave.store.TestCommits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.info.BuildProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// What every store of leases has to do. A lease that was over before it began stands for one that has run out.
@ParameterizedClass
@EnumSource(Dialect.class)
class InstanceStoreTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration OVER = Duration.ofSeconds(-1);
    private static final Duration LONG_OVER = Duration.ofHours(-2);
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    private final Dialect dialect;
    private final HikariDataSource pool = new HikariDataSource();

    @TempDir
    private Path directory;

    private GroupCommit commits;
    private InstanceStore store;

    InstanceStoreTest(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void open() {
        pool.setJdbcUrl(dialect == Dialect.SQLITE ? newSqliteStore() : Postgres.newStore());
        pool.setMaximumPoolSize(2);
        commits = TestCommits.of(new JdbcTransactionManager(pool));
        store = new JdbcInstanceStore(
                JdbcClient.create(pool),
                commits,
                dialect,
                new StaticListableBeanFactory().getBeanProvider(BuildProperties.class));
    }

    private String newSqliteStore() {
        Path file = directory.resolve("test.db");
        Sqlite.createStore(file);
        return "jdbc:sqlite:" + file;
    }

    @AfterEach
    void close() {
        commits.close();
        pool.close();
    }

    @Test
    void tellsWhoIsThere() {
        store.register("b", "sequential", START.plusSeconds(1), LONG);
        store.register("a", "fair", START, LONG);
        store.register("gone", "fair", START, OVER);

        assertThat(store.present()).extracting(Instance::id).containsExactly("a", "b");
        Instance first = store.present().getFirst();
        assertThat(first.scheduling()).isEqualTo("fair");
        assertThat(first.startedAt()).isEqualTo(START);
        assertThat(Duration.between(first.seenAt(), first.leaseUntil())).isEqualTo(LONG);
    }

    @Test
    void aLeaseIsOnTheClockOfTheDatabase() {
        store.register("a", "fair", START, LONG);

        assertThat(Duration.between(store.present().getFirst().seenAt(), Instant.now())
                        .abs())
                .isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void renewsALease() {
        store.register("a", "fair", START, Duration.ofSeconds(5));

        assertThat(store.renew("a", LONG, 7)).isTrue();

        Instance renewed = store.present().getFirst();
        assertThat(renewed.runningJobs()).isEqualTo(7);
        assertThat(Duration.between(renewed.seenAt(), renewed.leaseUntil())).isEqualTo(LONG);
    }

    @Test
    void aLateRenewalCountsAsLongAsNobodyHasNoticed() {
        store.register("a", "fair", START, OVER);

        assertThat(store.renew("a", LONG, 0)).isTrue();
        assertThat(store.markGone()).isEmpty();
    }

    @Test
    void aLeaseThatIsLostCannotBeRenewed() {
        store.register("a", "fair", START, OVER);
        store.register("b", "fair", START, LONG);

        assertThat(store.markGone()).containsExactly("a");
        assertThat(store.renew("a", LONG, 0)).isFalse();
        assertThat(store.renew("nobody", LONG, 0)).isFalse();
    }

    @Test
    void oneThatWasGoneCanRegisterAgain() {
        store.register("a", "fair", START, OVER);
        store.markGone();

        store.register("a", "fair", START, LONG);

        assertThat(store.renew("a", LONG, 0)).isTrue();
        assertThat(store.markGone()).isEmpty();
    }

    @Test
    void oneThatIsGoneIsNamedForAWhile() {
        store.register("a", "fair", START, OVER);
        store.register("old", "fair", START, LONG_OVER);

        assertThat(store.markGone()).containsExactly("a");
        assertThat(store.markGone()).containsExactly("a");
    }

    @Test
    void oneThatHasLeftIsGoneAtOnce() {
        store.register("a", "fair", START, LONG);

        store.leave("a");

        assertThat(store.present()).isEmpty();
        assertThat(store.markGone()).containsExactly("a");
    }

    @Test
    void whoIsAloneForgetsAllOthers() {
        store.register("a", "fair", START, LONG);
        store.register("b", "fair", START, LONG);

        store.forgetOthers("b");

        assertThat(store.present()).extracting(Instance::id).containsExactly("b");
        assertThat(store.markGone()).isEmpty();
    }
}
