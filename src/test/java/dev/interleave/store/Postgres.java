package dev.interleave.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/// A PostgreSQL server for tests. It starts with the first use and stops with the JVM. It does not force its files to
/// the disk, because a hundred databases of tests would wait for that; transactions are as in production.
/// Thread-safe.
public final class Postgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final String EMPTY = "template1";

    private Postgres() {}

    /// @return the JDBC URL of a new, empty database, with the user
    public static String newDatabase() {
        return copyOf(EMPTY);
    }

    /// @return the JDBC URL of a new database with the schema of the service, with the user
    public static String newStore() {
        return copyOf(Migrated.NAME);
    }

    private static String copyOf(String template) {
        String name = "test" + DATABASES.incrementAndGet();
        try (Connection connection = Holder.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " TEMPLATE " + template);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return url(name);
    }

    private static String url(String database) {
        return Holder.SERVER.getJdbcUrl("postgres", database);
    }

    /// @return a server as durable as in production, which is not started yet
    public static EmbeddedPostgres.Builder durable() {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on");
    }

    private static final class Holder {

        private static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// A database that the migrations have run on, to copy.
    private static final class Migrated {

        private static final String NAME = migrate();

        private static String migrate() {
            String url = copyOf(EMPTY);
            Flyway.configure().dataSource(url, null, null).load().migrate();
            return url.replaceAll(".*/([^/?]+).*", "$1");
        }
    }
}
