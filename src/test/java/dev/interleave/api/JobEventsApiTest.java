package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.api.Events.Event;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Listening to a job.
@ApiTest
class JobEventsApiTest {

    private final Client client;
    private final int port;

    @Autowired
    JobEventsApiTest(@LocalServerPort int port) {
        this.port = port;
        client = new Client(port);
    }

    @Test
    void sendsAFinishedJobOnceAndEndsTheStream() throws IOException {
        String id = client.finished(12);
        try (Events events = listen(id, null)) {
            Event only = next(events);

            assertThat(events.status()).isEqualTo(200);
            assertThat(events.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(events.header("Cache-Control")).isEqualTo("no-store");
            assertThat(only.name()).isEqualTo("state");
            assertThat(only.data())
                    .isEqualTo(client.request().get("/v1/jobs/" + id).asString());
            assertThat(events.next()).isNull();
        }
    }

    @Test
    void streamsTheProgressOfARunningJobUntilItsEnd() throws IOException {
        String id = client.submit(Client.ENDLESS);
        client.awaitUntil(id, job -> job.getLong("progress.steps") > 0);
        List<Event> seen = new ArrayList<>();
        try (Events events = listen(id, null)) {
            for (int i = 0; i < 4; i++) {
                seen.add(next(events));
            }
            client.cancel(id);
            for (Event event = events.next(); event != null; event = events.next()) {
                seen.add(event);
            }
        }

        assertThat(seen.getFirst().name()).isEqualTo("state");
        assertThat(seen.subList(1, seen.size() - 1))
                .allMatch(event -> event.name().equals("progress"));
        assertThat(seen.getLast().name()).isEqualTo("state");
        assertThat(JsonPath.from(seen.getLast().data()).getString("state")).isEqualTo("cancelled");
        assertThat(seen.stream().map(event -> JsonPath.from(event.data()).getLong("progress.steps")))
                .isSorted();
        assertThat(seen.stream().map(Event::id)).doesNotHaveDuplicates();
    }

    @Test
    void resumesAStreamWithTheChangedState() throws IOException {
        String id = client.submit(Client.ENDLESS);
        client.awaitUntil(id, job -> job.getLong("progress.steps") > 0);
        Event before;
        try (Events events = listen(id, null)) {
            before = next(events);
        }
        Event after;
        try (Events events = listen(id, before.id())) {
            after = next(events);
        }
        client.cancel(id);
        Event last;
        try (Events events = listen(id, after.id())) {
            last = next(events);
        }

        assertThat(before.name()).isEqualTo("state");
        assertThat(after.name()).as("the state is known").isEqualTo("progress");
        assertThat(last.name()).isEqualTo("state");
        try (Events events = listen(id, last.id())) {
            assertThat(events.status()).as("nothing more will come").isEqualTo(204);
        }
    }

    @Test
    void ignoresAnUnknownEventId() throws IOException {
        try (Events events = listen(client.finished(5), "one-two")) {
            assertThat(next(events).name()).isEqualTo("state");
        }
    }

    @Test
    void endsTheStreamOfADeletedJob() throws IOException {
        String id = client.submit(Client.ENDLESS);
        try (Events events = listen(id, null)) {
            next(events);
            client.cancel(id);
            client.request().delete("/v1/jobs/" + id);
            assertThat(events.rest()).contains("cancelled");
        }
    }

    @Test
    void rejectsStreamsThatItCannotOpen() throws IOException {
        try (Events events = listen("0198c0de-1b5a-7c31-9d9e-6f1f4c0f7a11", null)) {
            assertThat(events.status()).isEqualTo(404);
            assertThat(events.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(events.rest()).contains("/problems/not-found");
        }
        client.request()
                .accept("application/json")
                .get("/v1/jobs/" + client.finished(5) + "/events")
                .then()
                .statusCode(406)
                .contentType("application/problem+json");
        client.request()
                .get("/v1/jobs/" + client.finished(5) + "/events?since=1")
                .then()
                .statusCode(400);
    }

    @Test
    void answersHeadWithoutOpeningAStream() {
        String id = client.submit(Client.ENDLESS);
        client.request()
                .head("/v1/jobs/" + id + "/events")
                .then()
                .statusCode(200)
                .contentType("text/event-stream");
        client.cancel(id);
    }

    private Events listen(String id, @Nullable String lastEventId) {
        return Events.listen(port, "/v1/jobs/" + id + "/events", lastEventId);
    }

    private static Event next(Events events) throws IOException {
        return Objects.requireNonNull(events.next());
    }
}
