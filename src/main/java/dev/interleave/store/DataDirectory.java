package dev.interleave.store;

import dev.interleave.startup.StartException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Creates the data directory of the embedded database before the database is opened, and locks it, because only
/// one process may use it. Thread-safe.
public final class DataDirectory implements EnvironmentPostProcessor, Ordered {

    /// The property that names the directory.
    public static final String PROPERTY = "interleave.data-dir";

    /// The property that holds the path of the database, escaped for a SQLite URI. Not for operators.
    static final String DATABASE_PATH = "interleave.database-path";

    private static final String DATABASE_FILE = "interleave.db";
    private static final String LOCK_FILE = "interleave.lock";

    /// Written by the module of webhooks.
    private static final String KEY_FILE = "webhook-secrets.key";

    /// Referenced, so that the garbage collector does not release them before the process ends.
    private static final Set<FileLock> LOCKS = ConcurrentHashMap.newKeySet();

    /// After the configuration files have been read.
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE - 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Path directory = path(environment.getProperty(PROPERTY, "./data"));
        Path database = directory.resolve(DATABASE_FILE).toAbsolutePath().normalize();
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("data directory", Map.of(DATABASE_PATH, escaped(database))));
        if (environment.getProperty("spring.datasource.url", "").startsWith("jdbc:sqlite:")) {
            prepare(directory, database);
        }
    }

    private static Path path(String directory) {
        try {
            return Path.of(directory);
        } catch (InvalidPathException e) {
            throw unusable(
                    directory,
                    "cannot be expressed in the encoding of the file system (" + e.getReason()
                            + "); set LC_ALL=C.UTF-8 or choose another name",
                    e);
        }
    }

    /// In a SQLite URI, these characters begin the options, the fragment or an escape.
    private static String escaped(Path path) {
        return path.toString().replace("%", "%25").replace("?", "%3f").replace("#", "%23");
    }

    /// Results may be confidential, so that other users of the machine may not read the files.
    private static void prepare(Path directory, Path database) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
            }
            if (holdsOnlyOwnFiles(directory)) {
                OwnerOnly.restrict(directory);
            }
            lock(directory.resolve(LOCK_FILE));
            if (Files.notExists(database)) {
                OwnerOnly.create(database); // SQLite gives its other files the mode of this file
            }
            for (String name : List.of(LOCK_FILE, DATABASE_FILE, DATABASE_FILE + "-wal", DATABASE_FILE + "-shm")) {
                OwnerOnly.restrict(directory.resolve(name));
            }
        } catch (IOException e) {
            throw unusable(directory.toAbsolutePath().normalize().toString(), "cannot be written to (" + e + ")", e);
        }
    }

    /// A directory with files of others, such as `/tmp`, keeps its mode.
    private static boolean holdsOnlyOwnFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .allMatch(name -> name.startsWith("interleave.") || name.equals(KEY_FILE));
        }
    }

    private static void lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock taken = channel.tryLock();
            if (taken == null) {
                Path directory = file.toAbsolutePath().normalize().getParent();
                throw unusable(String.valueOf(directory), "is used by another process of this service", null);
            }
            LOCKS.add(taken);
        } catch (OverlappingFileLockException e) {
            channel.close(); // this process holds the lock, for another application context
        }
    }

    private static StartException unusable(String directory, String problem, @Nullable Exception cause) {
        return new StartException(
                "The data directory " + directory + " " + problem + ".",
                "Set " + PROPERTY
                        + " (environment: INTERLEAVE_DATA_DIR) to a directory that this user may write to, with "
                        + "one process each; or stop the other process. Several instances need PostgreSQL.",
                cause);
    }
}
