package dev.interleave.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Another process, such as a backup, locks the database file for longer than the busy timeout.
class LockedStoreTest {

    @TempDir
    Path directory;

    private HikariDataSource pool;
    private JdbcClient jdbc;
    private GroupCommit commits;

    @BeforeEach
    void open() throws Exception {
        pool = new HikariDataSource();
        pool.setJdbcUrl(configured("spring.datasource.url")
                .replace("busy_timeout=5000", "busy_timeout=50")
                .replaceAll("cache_size=-?\\d+", "cache_size=-100"));
        pool.setMaximumPoolSize(1);
        pool.setExceptionOverrideClassName(configured("spring.datasource.hikari.exception-override-class-name"));
        jdbc = JdbcClient.create(pool);
        jdbc.sql("CREATE TABLE entry (name TEXT PRIMARY KEY)").update();
        commits = new GroupCommit(new TransactionTemplate(new JdbcTransactionManager(pool)), new WriterLock(true), 1);
    }

    @AfterEach
    void close() {
        commits.close();
        pool.close();
    }

    @Test
    void rejectsWritesOnlyWhileLocked() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            lock(other);
            assertThatThrownBy(() -> insert("a")).isInstanceOf(DataAccessException.class);
        }

        insert("b");

        assertThat(names()).containsExactly("b");
    }

    @Test
    void keepsWritesAtomicAfterTheLock() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            lock(other);
            assertThatThrownBy(() -> insert("a")).isInstanceOf(DataAccessException.class);
        }

        assertThatThrownBy(() -> commits.write(() -> {
                    jdbc.sql("INSERT INTO entry VALUES ('c')").update();
                    throw new IllegalStateException("failed write");
                }))
                .hasMessage("failed write");

        assertThat(names()).isEmpty();
    }

    private void insert(String name) {
        commits.write(() -> jdbc.sql("INSERT INTO entry VALUES (?)").param(name).update());
    }

    private List<@Nullable String> names() {
        return jdbc.sql("SELECT name FROM entry").query(String.class).list();
    }

    private Path file() {
        return directory.resolve("interleave.db");
    }

    private static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
        }
    }

    /// @return the value in application.yaml, with the database of this test
    private String configured(String property) throws Exception {
        StandardEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yaml"))
                .forEach(environment.getPropertySources()::addLast);
        environment.getSystemProperties().put("interleave.database-path", file().toString());
        try {
            return environment.getRequiredProperty(property);
        } finally {
            environment.getSystemProperties().remove("interleave.database-path");
        }
    }
}
