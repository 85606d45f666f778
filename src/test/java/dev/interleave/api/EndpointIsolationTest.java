package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.webhook.Receiver;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Endpoints that hang, on the host that other endpoints share.
@WithKeys
class EndpointIsolationTest {

    /// The promise is two seconds. An attempt at an endpoint that hangs ends after 15.
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final int CALLBACKS_PER_JOB = 20;

    private final Client client;
    private Receiver receiver;

    @Autowired
    EndpointIsolationTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @BeforeEach
    void listen() throws IOException {
        receiver = new Receiver();
        receiver.hold("/hook/hangs");
    }

    @AfterEach
    void close() {
        receiver.release();
        receiver.close();
    }

    @Test
    void endpointThatHangsDoesNotDelayItsNeighbour() {
        submit(AccessApiTest.ALICE, Collections.nCopies(2 * CALLBACKS_PER_JOB, "/hangs"));
        receiver.await(request -> request.path().equals("/hook/hangs"));

        assertThat(latency(AccessApiTest.ALICE, "/answers")).isLessThan(LIMIT);
    }

    @Test
    void fiftyEndpointsThatHangDoNotDelayAnotherOwner() {
        List<String> paths = IntStream.range(0, 50 * CALLBACKS_PER_JOB)
                .mapToObj(i -> "/hangs/" + i % 50)
                .toList();
        submit(AccessApiTest.ALICE, paths);
        receiver.await(request -> request.path().startsWith("/hook/hangs"));

        assertThat(latency(AccessApiTest.BOB, "/answers")).isLessThan(LIMIT);
    }

    /// The time from the submission of a job to its delivery.
    private Duration latency(String key, String path) {
        long start = System.nanoTime();
        submit(key, List.of(path));
        receiver.await(request -> request.path().equals("/hook" + path));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void submit(String key, List<String> paths) {
        String jobs = IntStream.iterate(0, from -> from < paths.size(), from -> from + CALLBACKS_PER_JOB)
                .mapToObj(from -> paths.subList(from, Math.min(paths.size(), from + CALLBACKS_PER_JOB)))
                .map(this::job)
                .collect(Collectors.joining(",", "{\"jobs\":[", "]}"));
        client.json(jobs)
                .header("Authorization", "Bearer " + key)
                .post("/v1/jobs/batch")
                .then()
                .statusCode(202);
    }

    private String job(List<String> paths) {
        return paths.stream()
                .map(path -> "{\"url\":\"" + receiver.url() + path + "\"}")
                .collect(Collectors.joining(",", "{\"n\":5,\"callbacks\":[", "]}"));
    }
}
