package dev.interleave.shipping;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/// Extracts the packaged jar and makes an AOT cache for it, much as the image does, so that tests which start the
/// service many times wait for a fraction of the time. The test processes of a build share the result.
public final class QuickStart {

    private static final List<String> OPTIONS =
            List.of("-XX:TieredStopAtLevel=1", "-Xmx128m", "--enable-native-access=ALL-UNNAMED");
    private static final String CACHE = "interleave.aot";

    private static final Path FOLDER = prepared();

    private QuickStart() {}

    /// @param arguments of the service
    /// @return the command that starts the service with little memory
    public static List<String> command(String... arguments) {
        Path jar = FOLDER.resolve(PackagedService.jar().getFileName());
        return command(List.of("-XX:AOTCache=" + FOLDER.resolve(CACHE)), jar, List.of(arguments));
    }

    private static List<String> command(List<String> more, Path jar, List<String> arguments) {
        return Stream.of(List.of(PackagedService.java()), OPTIONS, more, List.of("-jar", jar.toString()), arguments)
                .flatMap(List::stream)
                .toList();
    }

    /// Prepares the folder, unless another test process has done so since the jar was packaged.
    private static Path prepared() {
        Path jar = PackagedService.jar();
        Path folder = jar.resolveSibling("quick-start");
        try (FileChannel channel = FileChannel.open(jar.resolveSibling("quick-start.lock"), CREATE, WRITE);
                FileLock _ = channel.lock()) {
            if (!isNewer(folder.resolve(CACHE), jar)) {
                prepare(jar, folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    private static boolean isNewer(Path file, Path other) throws IOException {
        return Files.exists(file) && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(other)) > 0;
    }

    private static void prepare(Path jar, Path folder) throws IOException {
        FileSystemUtils.deleteRecursively(folder);
        run(PackagedService.java(), "-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", folder);
        Path data = Files.createDirectory(folder.resolve("training"));
        run(command(
                List.of("-XX:AOTCacheOutput=" + folder.resolve(CACHE), "-Dspring.context.exit=onRefresh"),
                folder.resolve(jar.getFileName()),
                List.of("--server.port=0", "--interleave.event-loop.warm-up=PT0S", "--interleave.data-dir=" + data)));
    }

    private static void run(Object... command) throws IOException {
        run(Stream.of(command).map(Object::toString).toList());
    }

    private static void run(List<String> command) throws IOException {
        Path log = Files.createTempFile("quick-start", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException(command + " failed:\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
            Files.delete(log);
        }
    }
}
