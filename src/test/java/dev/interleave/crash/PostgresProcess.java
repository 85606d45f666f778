package dev.interleave.crash;

import static org.awaitility.Awaitility.await;

import dev.interleave.store.Postgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Runs a PostgreSQL server of a test's own. It keeps its directory and its port across restarts.
final class PostgresProcess implements AutoCloseable {

    /// PostgreSQL refuses to run as root, but accepts the root of a user namespace.
    private static final List<String> NOT_AS_ROOT = List.of("unshare", "-U");

    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(60);

    private final Path directory;
    private final EmbeddedPostgres server;

    PostgresProcess(Path directory) throws IOException {
        this.directory = directory;
        this.server = Postgres.durable()
                .setDataDirectory(directory)
                .setServerConfig("max_connections", "100")
                .start();
    }

    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /// @param port of a proxy in front of the server
    String url(int port) {
        return url().replace(":" + port() + "/", ":" + port + "/");
    }

    int port() {
        return server.getPort();
    }

    /// Ends the server as `pg_ctl stop -m immediate` does and starts it again, so that it recovers from its
    /// write-ahead log.
    ///
    /// @param outage time between the end and the start
    void crash(Duration outage) throws IOException, InterruptedException {
        ProcessHandle postmaster = postmaster();
        List<String> command =
                new ArrayList<>(System.getProperty("user.name").equals("root") ? NOT_AS_ROOT : List.of());
        command.addAll(lastCommand());
        signal(postmaster, "QUIT");
        postmaster.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        Faults.lastFor(outage);
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("restart.log").toFile())
                .start();
        await().atMost(LONGEST_RECOVERY).until(this::isUp);
    }

    /// The command line that PostgreSQL has recorded at its last start.
    private List<String> lastCommand() throws IOException {
        String line = Files.readString(directory.resolve("postmaster.opts")).strip();
        return Pattern.compile("\"([^\"]*)\"|(\\S+)")
                .matcher(line)
                .results()
                .map(word -> word.group(1) != null ? word.group(1) : word.group(2))
                .toList();
    }

    private boolean isUp() {
        try (Connection connection = DriverManager.getConnection(url())) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    /// Suspends all processes of the server for some time.
    void freeze(Duration time) throws IOException, InterruptedException {
        ProcessHandle postmaster = postmaster();
        for (ProcessHandle process : postmaster.descendants().toList()) {
            signal(process, "STOP");
        }
        signal(postmaster, "STOP");
        Faults.lastFor(time);
        signal(postmaster, "CONT");
        for (ProcessHandle process : postmaster.descendants().toList()) {
            signal(process, "CONT");
        }
    }

    static void signal(ProcessHandle process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private ProcessHandle postmaster() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(directory.resolve("postmaster.pid")).getFirst());
        return ProcessHandle.of(pid).orElseThrow();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
