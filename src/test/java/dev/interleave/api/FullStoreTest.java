package dev.interleave.api;

import static dev.interleave.api.JobsApiTest.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/// The database may not grow any more, as on a full disk.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties =
                "spring.datasource.url=jdbc:sqlite:${interleave.data-dir}/full.db?journal_mode=WAL&synchronous=FULL"
                        + "&busy_timeout=5000&transaction_mode=DEFERRED&max_page_count=120")
class FullStoreTest {

    private static final String LARGE = "{\"n\":440,\"labels\":{\"a\":\"" + "x".repeat(60) + "\"}}";

    private final Client client;

    @Autowired
    FullStoreTest(@LocalServerPort int port) {
        this.client = new Client(port);
    }

    @Test
    void rejectsJobsThatCannotBeStoredAndLosesNone() {
        // when
        List<String> accepted = new ArrayList<>();
        Response answer = submit();
        while (answer.statusCode() == 200) {
            accepted.add(answer.path("id"));
            answer = submit();
        }

        // then
        assertThat(accepted).isNotEmpty();
        problem(answer, 503, "store-unavailable").header("Retry-After", notNullValue());
        client.request().get("/actuator/health/liveness").then().statusCode(200);

        // when there is room again
        for (String id : accepted.subList(0, accepted.size() / 2)) {
            assertThat(client.request().delete("/v1/jobs/" + id).statusCode()).isEqualTo(204);
        }

        // then
        assertThat(submit().statusCode()).isEqualTo(200);
        for (String id : accepted.subList(accepted.size() / 2, accepted.size())) {
            client.request()
                    .get("/v1/jobs/" + id)
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("succeeded"))
                    .body("result.value", equalTo(Client.factorial(440).toString()));
        }
    }

    private Response submit() {
        return client.json(LARGE).header("Prefer", "wait=30").post("/v1/jobs");
    }
}
