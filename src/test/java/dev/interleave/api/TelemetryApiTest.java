package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ApiTest
class TelemetryApiTest {

    private final Client client;

    @Autowired
    TelemetryApiTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @Test
    void describesComputationsWithTheirLimits() {
        client.request()
                .get("/v1/computations")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("computations.name", contains("factorial", "binomial", "fibonacci"))
                .body("computations[0].algorithms", equalTo(List.of("auto", "iterative", "fast")))
                .body("computations[0].inputSchema.type", equalTo("object"))
                .body("computations[0].inputSchema.required", equalTo(List.of("n")))
                .body("computations[0].inputSchema.properties.n.type", equalTo("integer"))
                .body("computations[0].inputSchema.properties.n.minimum", equalTo(0))
                .body("computations[0].inputSchema.properties.n.maximum", equalTo(1_000_000));
    }

    @Test
    void describesTheLoop() {
        client.cancelAll();
        JsonPath before = loop();
        client.finished(12);
        JsonPath after = loop();
        String running = client.submit(Client.ENDLESS);
        client.awaitUntil(running, job -> job.getLong("progress.steps") > 0);
        JsonPath busy = loop();
        client.cancel(running);

        assertThat(after.<String, Object>getMap(""))
                .containsOnlyKeys(
                        "instance",
                        "scheduling",
                        "readyTasks",
                        "rounds",
                        "stepsPerSecond",
                        "turnMillis",
                        "lagMillis",
                        "longestTurnMillis",
                        "uptime");
        assertThat(UUID.fromString(after.getString("instance")).version()).isEqualTo(4);
        assertThat(after.getString("scheduling")).isEqualTo("fair");
        assertThat(after.getLong("rounds")).isEqualTo(before.getLong("rounds") + 10);
        assertThat(after.getInt("readyTasks")).isZero();
        assertThat(busy.getInt("readyTasks")).isEqualTo(1);
        assertThat(busy.getString("instance")).isEqualTo(after.getString("instance"));
        assertThat(after.getDouble("longestTurnMillis")).isPositive();
        assertThat(Duration.parse(after.getString("uptime"))).isPositive();
        for (String spread : List.of("turnMillis", "lagMillis")) {
            Map<String, Object> values = after.getMap(spread);
            assertThat(values).containsOnlyKeys("p50", "p99", "max");
            assertThat(after.getDouble(spread + ".p50")).isLessThanOrEqualTo(after.getDouble(spread + ".p99"));
            assertThat(after.getDouble(spread + ".p99")).isLessThanOrEqualTo(after.getDouble(spread + ".max"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void reportsHealth(String path) {
        client.request().get(path).then().statusCode(200).body("status", equalTo("UP"));
    }

    private JsonPath loop() {
        return client.request()
                .get("/v1/event-loop")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
