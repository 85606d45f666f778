package dev.interleave.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.interleave.InterleaveApplication;
import dev.interleave.store.Postgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// Connects through PgBouncer. It is a package of its name in most distributions; `.ci/run` installs it.
class PoolerStartTest {

    private static final String PROGRAM = "pgbouncer";

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsPgBouncer() {
        boolean isInstalled = Stream.of("/usr/sbin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
                .anyMatch(place -> Files.isExecutable(Path.of(place, PROGRAM)));
        assumeThat(isInstalled)
                .as("PgBouncer is not installed, so its detection is NOT tested")
                .isTrue();
    }

    @Test
    void rejectsAPoolerThatDoesNotKeepSessions() throws IOException {
        try (Pooler pooler = new Pooler("transaction")) {
            FailedStart.of(folder.resolve("data"), "--spring.datasource.url=" + pooler.url())
                    .says("gives each transaction another session", "pool_mode=session", "spring.datasource.url");
        }
    }

    @Test
    void acceptsAPoolerThatKeepsSessions() throws IOException {
        try (Pooler pooler = new Pooler("session");
                ConfigurableApplicationContext service = new SpringApplicationBuilder(InterleaveApplication.class)
                        .run(
                                "--server.port=0",
                                "--interleave.event-loop.warm-up=PT0S",
                                "--spring.datasource.hikari.maximum-pool-size=4",
                                "--spring.datasource.url=" + pooler.url())) {
            assertThat(service.isRunning()).isTrue();
        }
    }

    private final class Pooler implements AutoCloseable {

        private final int port;
        private final URI database = URI.create(Postgres.newDatabase().substring("jdbc:".length()));
        private final Process process;

        private Pooler(String mode) throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
            Path users = Files.writeString(folder.resolve("users.txt"), "\"postgres\" \"\"\n");
            Path settings = Files.write(
                    folder.resolve("pgbouncer.ini"),
                    List.of(
                            "[databases]",
                            "* = host=127.0.0.1 port=" + database.getPort(),
                            "[pgbouncer]",
                            "listen_addr = 127.0.0.1",
                            "listen_port = " + port,
                            "unix_socket_dir =",
                            "auth_type = trust",
                            "auth_file = " + users,
                            "ignore_startup_parameters = extra_float_digits",
                            "pool_mode = " + mode));
            boolean isRoot = System.getProperty("user.name").equals("root");
            List<String> command = isRoot
                    ? List.of("unshare", "-U", PROGRAM, settings.toString())
                    : List.of(PROGRAM, settings.toString());
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("pgbouncer.log").toFile())
                    .start();
            await().until(this::isUp);
        }

        private boolean isUp() {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        private String url() {
            return "jdbc:postgresql://127.0.0.1:" + port + database.getPath() + "?user=postgres";
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
