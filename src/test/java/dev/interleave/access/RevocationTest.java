package dev.interleave.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.interleave.SettableClock;
import dev.interleave.access.key.ApiKeyRegistry;
import dev.interleave.access.key.ApiKeyRegistry.NewKey;
import dev.interleave.access.key.ConfiguredKeys;
import dev.interleave.access.session.SessionRegistry;
import dev.interleave.store.GroupCommit;
import dev.interleave.store.TestCommits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// Two instances on one database: what is revoked at one is soon of no use at the other.
class RevocationTest {

    private static final Duration BOUND = Duration.ofSeconds(1);

    private final HikariDataSource pool = new HikariDataSource();
    private final GroupCommit commits;
    private final SettableClock clock = new SettableClock();
    private AnnotationConfigApplicationContext here = new AnnotationConfigApplicationContext();
    private AnnotationConfigApplicationContext there = new AnnotationConfigApplicationContext();

    RevocationTest(@TempDir Path folder) {
        pool.setJdbcUrl("jdbc:sqlite:" + folder.resolve("keys.db") + "?journal_mode=WAL");
        commits = TestCommits.of(new JdbcTransactionManager(pool));
    }

    @BeforeEach
    void start() throws ClassNotFoundException {
        Flyway.configure().dataSource(pool).load().migrate();
        here = instance();
        there = instance();
    }

    @AfterEach
    void stop() {
        here.close();
        there.close();
        commits.close();
        pool.close();
    }

    @Test
    void aKeyIsOfNoUseHereAtOnceAndThereWithinASecond() {
        NewKey made = keys(here).create("a", "o", Role.READER, null, _ -> {}).orElseThrow();
        assertThat(keys(here).find(made.text())).isPresent();
        assertThat(keys(there).find(made.text())).isPresent();

        keys(here).revoke(made.key().id());

        assertThat(keys(here).find(made.text())).isEmpty();
        clock.forward(BOUND);
        assertThat(keys(there).find(made.text())).isEmpty();
    }

    @Test
    void soIsASessionThatWasOpenedWithIt() {
        NewKey made = keys(here).create("a", "o", Role.READER, null, _ -> {}).orElseThrow();
        String session = sessions(there).open(made.text());
        assertThat(sessions(there).find(session)).isPresent();

        keys(here).revoke(made.key().id());

        assertThat(sessions(there).find(session)).isEmpty(); // sessions are looked up each time
    }

    @Test
    void aKeyThatIsMadeIsOfUseEverywhereAtOnce() {
        NewKey made = keys(here).create("a", "o", Role.READER, null, _ -> {}).orElseThrow();

        assertThat(keys(there).find(made.text())).map(Caller::owner).contains("o");
    }

    /// A request that has just read the key from the database must not cache it after its revocation.
    @Test
    void aRevocationIsNotForgottenByWhoLooksItUpMeanwhile() throws InterruptedException {
        ApiKeyRegistry keys = keys(here);
        for (int round = 0; round < 50; round++) {
            NewKey made =
                    keys.create("a" + round, "o", Role.READER, null, _ -> {}).orElseThrow();
            var go = new CountDownLatch(1);
            Thread looking = Thread.ofVirtual().start(() -> {
                go.countDown();
                while (keys.find(made.text()).isPresent()) {
                    clock.forward(BOUND); // so that it is read anew each time
                }
            });
            assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();

            keys.revoke(made.key().id());

            assertThat(keys.find(made.text())).isEmpty();
            assertThat(looking.join(Duration.ofSeconds(10))).isTrue();
        }
    }

    private AnnotationConfigApplicationContext instance() throws ClassNotFoundException {
        var context = new AnnotationConfigApplicationContext();
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(pool));
        context.registerBean(GroupCommit.class, () -> commits, definition -> definition.setDestroyMethodName(""));
        context.registerBean(InstantSource.class, () -> clock);
        context.registerBean(SecuritySettings.class, () -> new SecuritySettings(null, null, null));
        context.register(ConfiguredKeys.class, ApiKeyRegistry.class, SessionRegistry.class);
        context.register(Class.forName("dev.interleave.access.jdbc.JdbcApiKeyStore"));
        context.refresh();
        return context;
    }

    private static ApiKeyRegistry keys(AnnotationConfigApplicationContext instance) {
        return instance.getBean(ApiKeyRegistry.class);
    }

    private static SessionRegistry sessions(AnnotationConfigApplicationContext instance) {
        return instance.getBean(SessionRegistry.class);
    }
}
