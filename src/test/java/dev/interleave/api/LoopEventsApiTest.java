package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.interleave.api.Events.Event;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Watching the loop.
@ApiTest
class LoopEventsApiTest {

    private static final String EVENTS = "/v1/event-loop/events";

    private final Client client;
    private final int port;

    @Autowired
    LoopEventsApiTest(@LocalServerPort int port) {
        this.port = port;
        client = new Client(port);
    }

    @Test
    void showsTheJobsInTheLoop() throws IOException {
        String one = client.submit(Client.ENDLESS);
        String two = client.submit(Client.ENDLESS);
        Set<String> seen = new HashSet<>();
        long last = 0;
        try (Events events = Events.listen(port, EVENTS, null)) {
            assertThat(events.status()).isEqualTo(200);
            assertThat(next(events).name()).isEqualTo("figures");
            while (!seen.containsAll(Set.of(one, two))) {
                Event event = next(events);
                if (event.name().equals("turns")) {
                    JsonPath turns = JsonPath.from(event.data());
                    turns.<List<String>>getList("slices.jobs.id").forEach(seen::addAll);
                    last = Math.max(last, turns.getLong("slices[-1].number"));
                }
            }
        }
        client.cancel(one);
        client.cancel(two);

        assertThat(last).isPositive();
        JsonPath turns = get("/v1/event-loop/turns");
        assertThat(turns.getInt("sliceMillis")).isEqualTo(100);
        Map<String, Object> share = turns.getMap("slices.jobs.flatten().find { it.id == '" + one + "' }");
        assertThat(share)
                .containsEntry("computation", "factorial")
                .containsEntry("algorithm", "iterative")
                .containsEntry("input", Map.of("n", Client.ENDLESS));
        assertThat((Integer) share.get("micros")).isPositive();
        assertThat((Integer) share.get("steps")).isPositive();
    }

    @Test
    void resumesAStreamAfterTheLastEvent() throws IOException {
        JsonPath before = get("/v1/event-loop/turns");
        String seen = before.getString("instance") + "." + before.getLong("slices[-1].number");
        try (Events events = Events.listen(port, EVENTS, seen)) {
            next(events);
            List<Long> numbers = JsonPath.from(next(events).data()).getList("slices.number", Long.class);
            assertThat(numbers).allMatch(number -> number > before.getLong("slices[-1].number"));
        }
        try (Events events = Events.listen(port, EVENTS, "another-process.99999999")) {
            next(events);
            assertThat(JsonPath.from(next(events).data()).getList("slices")).isNotEmpty();
        }
    }

    @Test
    void countsJobsSoonAfterwards() throws IOException {
        long before = get("/v1/event-loop/figures").getLong("finished");
        client.finished(12);
        JsonPath figures = get("/v1/event-loop/figures");
        assertThat(figures.getLong("finished")).isGreaterThan(before);
        assertThat(figures.getLong("submitted")).isPositive();
        assertThat(figures.getList("turnHistogram.turns", Long.class)).hasSize(17);
        try (Events events = Events.listen(port, EVENTS, null)) {
            Event event = next(events);
            while (!event.name().equals("figures")
                    || JsonPath.from(event.data()).get("jobs") == null
                    || JsonPath.from(event.data()).getLong("jobs.succeeded") == 0) {
                event = next(events);
            }
        }
    }

    @Test
    void servesTheLastHours() {
        client.request()
                .get("/v1/event-loop/history?last=PT1H")
                .then()
                .statusCode(200)
                .body("stepSeconds", org.hamcrest.Matchers.equalTo(30));
        client.request()
                .get("/v1/event-loop/history?last=P1D")
                .then()
                .statusCode(200)
                .body("stepSeconds", org.hamcrest.Matchers.equalTo(120));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT59S", "P2D", "6h", "", "-PT1H"})
    void rejectsARangeThatIsNotKept(String last) {
        client.request()
                .queryParam("last", last)
                .get("/v1/event-loop/history")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("PT1M to P1D"));
    }

    private JsonPath get(String path) {
        return client.request().get(path).then().statusCode(200).extract().jsonPath();
    }

    private static Event next(Events events) throws IOException {
        return Objects.requireNonNull(events.next());
    }
}
