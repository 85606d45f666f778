package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// An object of another owner is indistinguishable from one that does not exist, by answer and by time.
@WithKeys
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnerIsolationTest {

    private static final String OPERATIONS = "dev.interleave.api.AccessApiTest#operationsOnSomebodysThings";

    private final Client client;
    private Map<String, String> alices = Map.of();

    @Autowired
    OwnerIsolationTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @BeforeAll
    void thingsOfAlice() {
        String callback = json(AccessApiTest.ALICE, "{\"url\":\"http://127.0.0.1:9/\"}")
                .post("/v1/callbacks")
                .path("id");
        String job = json(AccessApiTest.ALICE, "{\"n\":5}").post("/v1/jobs").path("id");
        with(AccessApiTest.ALICE)
                .header("Prefer", "wait=30")
                .get("/v1/jobs/" + job)
                .then()
                .statusCode(200);
        String delivery = with(AccessApiTest.ALICE)
                .post("/v1/callbacks/" + callback + "/test")
                .path("id");
        String schedule = json(AccessApiTest.ALICE, AccessApiTest.schedule("isolated"))
                .post("/v1/schedules")
                .path("id");
        alices = Map.of("jobs", job, "callbacks", callback, "deliveries", delivery, "schedules", schedule);
    }

    @ParameterizedTest
    @MethodSource(OPERATIONS)
    void answersWithTheSameBytes(String operation) {
        String alicesId = alicesIdFor(operation);
        String nobodysId = UUID.randomUUID().toString();

        Response alices = call(operation, alicesId);
        Response nobodys = call(operation, nobodysId);

        assertThat(alices.statusCode()).isEqualTo(404);
        assertThat(headers(alices)).isEqualTo(headers(nobodys));
        assertThat(alices.asString().replace(alicesId, nobodysId)).isEqualTo(nobodys.asString());
    }

    /// What takes time is the database. It is asked the very same things, whose owner is in the question: it
    /// finds nothing either way.
    @ParameterizedTest
    @MethodSource(OPERATIONS)
    void runsTheSameQueries(String operation) {
        List<String> ofAlices = statements(() -> call(operation, alicesIdFor(operation)));
        List<String> ofNobodys =
                statements(() -> call(operation, UUID.randomUUID().toString()));

        assertThat(ofNobodys).isNotEmpty().allMatch(sql -> sql.contains("owner = ?"));
        assertThat(ofAlices).isEqualTo(ofNobodys);
    }

    @Test
    @Tag("measured")
    void takesTheSameTime() {
        String operation = "GET /v1/callbacks/{id}";
        var ofAlices = new ArrayList<Long>();
        var ofNobodys = new ArrayList<Long>();
        for (int i = 0; i < 3_000; i++) {
            ofAlices.add(nanos(() -> call(operation, alicesIdFor(operation))));
            ofNobodys.add(nanos(() -> call(operation, UUID.randomUUID().toString())));
        }

        double ratio = median(ofAlices) / (double) median(ofNobodys);

        System.out.println("response time for another owner's id to that for an unknown id: " + ratio);
        assertThat(ratio).isBetween(0.9, 1.1);
    }

    /// The queries by id of one request. Deliveries write on the same threads meanwhile; some of their statements
    /// contain a query, and none is a query by id itself.
    private static List<String> statements(Runnable request) {
        Logger logger = (Logger) LoggerFactory.getLogger("org.springframework.jdbc.core.JdbcTemplate");
        var appender = new ListAppender<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                event.prepareForDeferredProcessing(); // captures the name of the thread
                super.append(event);
            }
        };
        Level before = logger.getLevel();
        boolean additive = logger.isAdditive();
        appender.start();
        logger.setAdditive(false);
        logger.setLevel(Level.DEBUG);
        logger.addAppender(appender);
        try {
            request.run();
        } finally {
            logger.detachAppender(appender);
            logger.setLevel(before);
            logger.setAdditive(additive);
        }
        return List.copyOf(appender.list).stream()
                .filter(event -> event.getThreadName().startsWith("tomcat-handler")
                        || event.getThreadName().startsWith("store-writer"))
                .map(ILoggingEvent::getFormattedMessage)
                .map(message -> message.replaceAll("\\s+", " "))
                .filter(message -> message.matches(".*\\[SELECT .*id = \\?.*"))
                .toList();
    }

    private String alicesIdFor(String operation) {
        return Objects.requireNonNull(alices.get(operation.split("/")[2]));
    }

    private Response call(String operation, String id) {
        String[] words = operation.split(" ");
        if (words[0].equals("PATCH")) {
            return json(AccessApiTest.BOB, "{}").patch(words[1].replace("{id}", id));
        }
        RequestSpecification request = operation.startsWith("POST") && operation.endsWith("/callbacks")
                ? json(AccessApiTest.BOB, "{\"url\":\"http://127.0.0.1:9/\"}")
                : with(AccessApiTest.BOB);
        return request.request(words[0], words[1].replace("{id}", id));
    }

    private RequestSpecification with(String key) {
        return client.request().header("Authorization", "Bearer " + key);
    }

    private RequestSpecification json(String key, String body) {
        return with(key).contentType("application/json").body(body);
    }

    private static List<String> headers(Response answer) {
        return answer.headers().asList().stream()
                .filter(header -> !header.hasSameNameAs(new Header("Date", "")))
                .map(Header::toString)
                .toList();
    }

    private static long nanos(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return System.nanoTime() - start;
    }

    private static long median(List<Long> values) {
        long[] sorted = values.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
