package dev.interleave.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;

/// Gives tests SQLite databases with the schema of the service. The migrations run once. Thread-safe.
public final class Sqlite {

    private Sqlite() {}

    /// Creates a database with the schema of the service.
    ///
    /// @param file that does not exist yet
    public static void createStore(Path file) {
        try {
            Files.write(file, Migrated.DATABASE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A database that the migrations have run on, to copy.
    private static final class Migrated {

        private static final byte[] DATABASE = migrate();

        private static byte[] migrate() {
            try {
                Path file = Files.createTempFile("migrated", ".db");
                try {
                    Flyway.configure()
                            .dataSource("jdbc:sqlite:" + file, null, null)
                            .load()
                            .migrate();
                    return Files.readAllBytes(file);
                } finally {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
