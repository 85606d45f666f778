package dev.interleave.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.InterleaveApplication;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/// Rolling updates: instances of an older version work on the schema of a newer version.
class NewerSchemaTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void olderVersionContinuesAndRestarts(Dialect dialect) throws SQLException {
        String url = dialect.isShared()
                ? Postgres.newDatabase()
                : "jdbc:sqlite:" + directory.resolve("store.db") + "?journal_mode=WAL&busy_timeout=5000";
        List<String> before;
        try (ConfigurableApplicationContext service = start(url)) {
            before = submitTen(service);

            migrateFurther(url);

            submitTen(service).forEach(id -> assertThat(find(service, id)).isEqualTo("succeeded"));
            assertThat(find(service, before.getFirst())).isEqualTo("succeeded");
        }
        try (ConfigurableApplicationContext service = start(url)) {
            before.forEach(id -> assertThat(find(service, id)).isEqualTo("succeeded"));
            submitTen(service);
        }
    }

    private ConfigurableApplicationContext start(String url) {
        return new SpringApplicationBuilder(InterleaveApplication.class)
                .run(
                        "--server.port=0",
                        "--interleave.data-dir=" + directory,
                        "--interleave.event-loop.warm-up=PT0S",
                        "--spring.datasource.url=" + url);
    }

    /// Enough executions to make the drivers prepare their statements.
    private static List<String> submitTen(ConfigurableApplicationContext service) {
        return IntStream.range(0, 10)
                .mapToObj(n -> requireNonNull(http(service)
                                .post()
                                .uri("/v1/jobs")
                                .contentType(MediaType.APPLICATION_JSON)
                                .body("{\"n\":" + (1_000 + n) + "}")
                                .header("Prefer", "wait=30")
                                .retrieve()
                                .body(JsonNode.class))
                        .path("id")
                        .asString())
                .toList();
    }

    private static String find(ConfigurableApplicationContext service, String id) {
        return requireNonNull(
                        http(service).get().uri("/v1/jobs/" + id).retrieve().body(JsonNode.class))
                .path("state")
                .asString();
    }

    private static RestClient http(ConfigurableApplicationContext service) {
        return RestClient.create("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port"));
    }

    /// Adds columns, as a later version may do.
    private static void migrateFurther(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String table : List.of("job", "callback", "delivery", "instance")) {
                statement.execute("ALTER TABLE " + table + " ADD COLUMN of_a_later_version VARCHAR(10)");
            }
            statement.execute("""
                    INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,
                                                       installed_by, execution_time, success)
                    VALUES (1000, '1000', 'later', 'SQL', 'V1000__later.sql', 1, 'test', 1, TRUE)""");
        }
    }
}
