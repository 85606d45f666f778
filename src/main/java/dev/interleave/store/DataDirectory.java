package dev.interleave.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/// Creates the data directory of the embedded database before the database is opened, and locks it, because only
/// one process may use it. Thread-safe.
public final class DataDirectory implements EnvironmentPostProcessor, Ordered {

    /// The property that names the directory.
    public static final String PROPERTY = "interleave.data-dir";
    private static final String LOCK_FILE = "interleave.lock";

    /// Referenced, so that the garbage collector does not release them before the process ends.
    private static final Set<FileLock> LOCKS = ConcurrentHashMap.newKeySet();

    /// After the configuration files have been read.
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String url = environment.getProperty("spring.datasource.url", "");
        if (url.startsWith("jdbc:sqlite:")) {
            prepare(Path.of(environment.getProperty(PROPERTY, "./data")));
        }
    }

    private static void prepare(Path directory) {
        try {
            Files.createDirectories(directory);
            lock(directory.resolve(LOCK_FILE));
        } catch (IOException e) {
            throw new DataDirectoryException(
                    directory.toAbsolutePath().normalize(), "cannot be written to (" + e + ")", e);
        }
    }

    private static void lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock taken = channel.tryLock();
            if (taken == null) {
                Path directory = file.toAbsolutePath().normalize().getParent();
                throw new DataDirectoryException(directory, "is used by another process of this service", null);
            }
            LOCKS.add(taken);
        } catch (OverlappingFileLockException e) {
            channel.close(); // this process holds the lock, for another application context
        }
    }

    /// Thrown when the data directory cannot be used.
    static final class DataDirectoryException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        DataDirectoryException(@Nullable Path directory, String problem, @Nullable Exception cause) {
            super("The data directory " + directory + " " + problem + ".", cause);
        }
    }
}
