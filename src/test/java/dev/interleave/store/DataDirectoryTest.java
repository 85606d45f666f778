package dev.interleave.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

class DataDirectoryTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "what?",
                "a?journal_mode=DELETE&b",
                "100%",
                "%3f",
                "sharp#1",
                "a b",
                "a;b",
                "a+b",
                "a&b=c",
                "it's",
                "\"quoted\"",
                "file:x",
                "\u00e9\u0661"
            })
    void keepsTheDatabaseInADirectoryOfAnyName(String name) throws IOException, SQLException {
        Path directory = folder.resolve(name);

        try (Connection connection = DriverManager.getConnection(url(directory));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (x INTEGER)");
            try (ResultSet mode = statement.executeQuery("PRAGMA journal_mode")) {
                assertThat(mode.getString(1)).isEqualTo("wal");
            }
            assertThat(names(directory))
                    .containsExactlyInAnyOrder(
                            "interleave.db", "interleave.db-wal", "interleave.db-shm", "interleave.lock");
            assertThat(names(folder)).containsExactly(name);
        }
    }

    @Test
    void isReadableForItsOwnerOnly() throws IOException, SQLException {
        Path directory = folder.resolve("new");

        try (Connection connection = DriverManager.getConnection(url(directory));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (x INTEGER)");
            assertThat(mode(directory)).isEqualTo("rwx------");
            for (String name : names(directory)) {
                assertThat(mode(directory.resolve(name))).as(name).isEqualTo("rw-------");
            }
        }
    }

    @Test
    void restrictsFilesOfEarlierVersions() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("old"));
        for (String name : List.of("interleave.db", "interleave.db-wal", "interleave.db-shm")) {
            Files.setPosixFilePermissions(
                    Files.createFile(directory.resolve(name)), PosixFilePermissions.fromString("rw-r--r--"));
        }

        url(directory);

        assertThat(mode(directory)).isEqualTo("rwx------");
        for (String name : names(directory)) {
            assertThat(mode(directory.resolve(name))).as(name).isEqualTo("rw-------");
        }
    }

    @Test
    void leavesDirectoriesWithOtherFilesAlone() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("shared"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createFile(directory.resolve("other.txt"));

        url(directory);

        assertThat(mode(directory)).isEqualTo("rwxr-xr-x");
        assertThat(mode(directory.resolve("interleave.db"))).isEqualTo("rw-------");
    }

    /// @return the URL of the database, after the directory was prepared
    private static String url(Path directory) throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of(DataDirectory.PROPERTY, directory.toString())));
        for (PropertySource<?> source :
                new YamlPropertySourceLoader().load("application", new ClassPathResource("application.yaml"))) {
            environment.getPropertySources().addLast(source);
        }
        new DataDirectory().postProcessEnvironment(environment, new SpringApplication());
        return environment.getRequiredProperty("spring.datasource.url");
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
