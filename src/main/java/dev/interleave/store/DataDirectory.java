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

/// Makes the data directory before anybody opens a file in it, and sees to it that only one process uses it:
/// the embedded store has room for one instance.
public final class DataDirectory implements EnvironmentPostProcessor, Ordered {

    public static final String PROPERTY = "interleave.data-dir";
    private static final String LOCK_FILE = "interleave.lock";

    /// Kept from the garbage collector, so that they are held until the process ends, in whatever way.
    private static final Set<FileLock> LOCKS = ConcurrentHashMap.newKeySet();

    /// After the configuration files were read.
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
            channel.close(); // this very process has it, for another context
        }
    }

    /// The data directory is of no use.
    static final class DataDirectoryException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        DataDirectoryException(@Nullable Path directory, String why, @Nullable Exception cause) {
            super("The data directory " + directory + " " + why + ".", cause);
        }
    }
}
