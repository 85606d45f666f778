package dev.interleave.startup;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteStartTest {

    private static final int PAGE = 4096;

    @TempDir
    private Path data;

    @ParameterizedTest
    @ValueSource(strings = {"", "SQLite format 3\0"})
    void rejectsAFileThatIsNoDatabase(String beginning) throws IOException {
        byte[] rubbish = new byte[3 * PAGE];
        new Random(1).nextBytes(rubbish);
        byte[] begin = beginning.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(begin, 0, rubbish, 0, begin.length);
        Files.write(file(), rubbish);

        start().says(file() + " is not a SQLite database", "Set interleave.data-dir");
    }

    @Test
    void rejectsADamagedDatabase() throws IOException {
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + file(), null, null)
                .load()
                .migrate();
        byte[] rubbish = new byte[(int) Files.size(file()) - PAGE];
        new Random(1).nextBytes(rubbish);
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(rubbish), PAGE);
        }

        start().says(file() + " is damaged", "Restore the file from a backup");
    }

    @ParameterizedTest
    @ValueSource(strings = {"people", "job"})
    void rejectsTheDatabaseOfAnotherApplication(String table) throws SQLException {
        execute("CREATE TABLE " + table + " (id INTEGER)");

        start().says(file() + " holds the tables of another application", "Set interleave.data-dir");
    }

    @Test
    void rejectsTheDatabaseOfAnotherApplicationWithMigrations() throws SQLException {
        execute("CREATE TABLE people (id INTEGER)");
        execute("CREATE TABLE flyway_schema_history (id INTEGER)");

        start().says("holds the tables of another application");
    }

    @Test
    void rejectsADirectoryInPlaceOfTheFile() throws IOException {
        Files.createDirectory(file());

        start().says(file() + " cannot be opened or created");
    }

    @Test
    void rejectsALockedDatabase() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");

            start().says("is locked by another process", "Stop the other process");
        }
    }

    @Test
    void rejectsAFileInPlaceOfTheDirectory() throws IOException {
        Path place = Files.createFile(data.resolve("file"));

        FailedStart.of(place).says("The data directory " + place, "Set interleave.data-dir");
        FailedStart.of(place.resolve("below")).says("The data directory " + place);
    }

    @Test
    void rejectsADirectoryThatCannotBeCreated() {
        assumeThat(Files.isDirectory(Path.of("/proc"))).isTrue();

        FailedStart.of(Path.of("/proc/nowhere"))
                .says("The data directory /proc/nowhere cannot be written to", "Set interleave.data-dir");
    }

    private FailedStart start() {
        return FailedStart.of(data);
    }

    private Path file() {
        return data.resolve("interleave.db");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
