package dev.interleave.shipping;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/// Extracts the packaged jar and makes an archive of its classes, so that tests which start the service many times
/// wait for half of the time. The test processes of a build share the result, and so do builds of the same jar.
public final class QuickStart {

    private static final List<String> OPTIONS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "--enable-native-access=ALL-UNNAMED");
    private static final String ARCHIVE = "interleave.jsa";

    /// Holds the digest of the jar that the folder was prepared for.
    private static final String PREPARED = "jar.sha256";

    private static final Path FOLDER = prepared();

    private QuickStart() {}

    /// @param arguments of the service
    /// @return the command that starts the service with little memory
    public static List<String> command(String... arguments) {
        Path jar = FOLDER.resolve(PackagedService.jar().getFileName());
        return command(List.of("-XX:SharedArchiveFile=" + FOLDER.resolve(ARCHIVE)), jar, List.of(arguments));
    }

    private static List<String> command(List<String> more, Path jar, List<String> arguments) {
        return Stream.of(List.of(PackagedService.java()), OPTIONS, more, List.of("-jar", jar.toString()), arguments)
                .flatMap(List::stream)
                .toList();
    }

    /// Prepares the folder, unless another test process has done so for this jar.
    private static Path prepared() {
        Path jar = PackagedService.jar();
        Path folder = jar.resolveSibling("quick-start");
        try (FileChannel channel = FileChannel.open(jar.resolveSibling("quick-start.lock"), CREATE, WRITE);
                FileLock _ = channel.lock()) {
            String digest = digest(jar);
            Path prepared = folder.resolve(PREPARED);
            if (!Files.exists(prepared) || !Files.readString(prepared).equals(digest)) {
                prepare(jar, folder);
                Files.writeString(prepared, digest);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    private static String digest(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    private static void prepare(Path jar, Path folder) throws IOException {
        FileSystemUtils.deleteRecursively(folder);
        run(PackagedService.java(), "-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", folder);
        Path data = Files.createDirectory(folder.resolve("training"));
        run(command(
                List.of("-XX:ArchiveClassesAtExit=" + folder.resolve(ARCHIVE), "-Dspring.context.exit=onRefresh"),
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
