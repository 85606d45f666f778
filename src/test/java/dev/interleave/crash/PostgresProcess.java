package dev.interleave.crash;

import dev.interleave.store.Postgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A PostgreSQL of a test's own, on a directory and a port that it keeps when it is started again.
final class PostgresProcess implements AutoCloseable {

    private final Path directory;
    private EmbeddedPostgres server;

    PostgresProcess(Path directory) throws IOException {
        this.directory = directory;
        this.server = builder().start();
    }

    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /// Ends it as `pg_ctl stop -m immediate` does, which leaves it to recover from its log, and starts it again.
    ///
    /// @param gone how long it is away
    void crash(Duration gone) throws IOException, InterruptedException {
        int port = server.getPort();
        ProcessHandle postmaster = postmaster();
        signal(postmaster, "QUIT");
        postmaster.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        Thread.sleep(gone);
        server = builder().setPort(port).start();
    }

    /// Has it answer nobody for a while.
    void freeze(Duration time) throws IOException, InterruptedException {
        ProcessHandle postmaster = postmaster();
        for (ProcessHandle process : postmaster.descendants().toList()) {
            signal(process, "STOP");
        }
        signal(postmaster, "STOP");
        Thread.sleep(time);
        signal(postmaster, "CONT");
        for (ProcessHandle process : postmaster.descendants().toList()) {
            signal(process, "CONT");
        }
    }

    static void signal(ProcessHandle process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    private EmbeddedPostgres.Builder builder() {
        return Postgres.durable()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setServerConfig("max_connections", "100");
    }

    private ProcessHandle postmaster() throws IOException {
        long pid = Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid")).getFirst());
        return ProcessHandle.of(pid).orElseThrow();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
