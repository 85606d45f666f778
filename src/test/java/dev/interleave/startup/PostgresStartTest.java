package dev.interleave.startup;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresStartTest {

    /// The user `guest` needs a password, other users do not.
    private static final List<String> ACCESS =
            List.of("host all guest all scram-sha-256", "host all all all trust", "local all all trust");

    private EmbeddedPostgres server;

    @TempDir
    private Path data;

    @BeforeAll
    void start() throws IOException, SQLException {
        server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "CREATE ROLE guest LOGIN PASSWORD 'secret-password'",
                    "CREATE DATABASE empty",
                    "CREATE DATABASE foreign_tables",
                    "CREATE DATABASE read_only",
                    "ALTER DATABASE read_only SET default_transaction_read_only = on",
                    "CREATE DATABASE no_schema",
                    "ALTER DATABASE no_schema SET search_path = nowhere")) {
                statement.execute(sql);
            }
            try (ResultSet file = statement.executeQuery("SHOW hba_file")) {
                file.next();
                Files.write(Path.of(file.getString(1)), ACCESS);
            }
            statement.execute("SELECT pg_reload_conf()");
        }
        try (Connection connection =
                        server.getDatabase("postgres", "foreign_tables").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE job (id INTEGER)");
        }
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @Test
    void rejectsAnUnknownHost() {
        start("jdbc:postgresql://no.such.host.invalid/empty", "postgres", "")
                .says("database empty cannot be resolved: no.such.host.invalid:5432", "spring.datasource.url");
    }

    @Test
    void rejectsAPortWithoutAServer() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        start("jdbc:postgresql://127.0.0.1:" + free + "/empty", "postgres", "")
                .says("No connection to the PostgreSQL database empty at 127.0.0.1:" + free, "spring.datasource.url");
    }

    @ParameterizedTest
    @CsvSource({
        "nouser,x,does not exist",
        "guest,wrong,password authentication failed",
        "guest,'',no password was provided"
    })
    void rejectsWrongCredentials(String user, String password, String reason) {
        start(url("empty"), user, password)
                .says("rejects the user", reason, "spring.datasource.username", "spring.datasource.password");
    }

    @Test
    void rejectsAMissingDatabase() {
        start(url("nowhere"), "postgres", "")
                .says("The PostgreSQL database nowhere does not exist", "Create it", "spring.datasource.url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"require", "verify-full", "bogus"})
    void rejectsATlsModeThatTheServerDoesNotHave(String mode) {
        start(url("empty") + "?sslmode=" + mode, "postgres", "")
                .says("No encrypted connection", "sslmode", "spring.datasource.url");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mysql://127.0.0.1/il?password=secret-password,not supported: jdbc:mysql:",
        "postgres://il:secret-password@127.0.0.1/il,not supported: postgres:",
        "'',it is empty",
        "jdbc:postgresql://127.0.0.1:port/il,not a valid PostgreSQL URL"
    })
    void rejectsOtherUrls(String url, String reason) {
        start(url, "postgres", "").says(reason, "jdbc:postgresql://HOST:PORT/DATABASE");
    }

    @ParameterizedTest
    @CsvSource({
        "foreign_tables,postgres,holds the tables of another application",
        "read_only,postgres,is read-only",
        "no_schema,postgres,names no schema",
        "empty,guest,may not create tables in the schema public"
    })
    void rejectsDatabasesThatItCannotUse(String database, String user, String reason) {
        start(url(database), user, "secret-password").says(reason, database);
    }

    private FailedStart start(String url, String user, String password) {
        return FailedStart.of(
                data,
                "--spring.datasource.url=" + url,
                "--spring.datasource.username=" + user,
                "--spring.datasource.password=" + password);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }
}
