package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// The audit log of changes and refused requests.
@WithKeys
class AuditTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.interleave.audit");
    private final ListAppender<ILoggingEvent> told = new ListAppender<>();
    private final Client client;

    @Autowired
    AuditTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @BeforeEach
    void listen() {
        told.start();
        logger.addAppender(told);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(told);
    }

    @Test
    void logsChanges() {
        String job = with(AccessApiTest.ALICE)
                .contentType("application/json")
                .body("{\"n\":5}")
                .post("/v1/jobs")
                .path("id");
        with(AccessApiTest.ALICE).post("/v1/jobs/" + job + "/nothing");
        with(AccessApiTest.ALICE).delete("/v1/jobs/" + UUID.randomUUID());

        awaitLines("alice of \"alice\" did POST /v1/jobs: 202");
        awaitLines("alice of \"alice\" did POST /v1/jobs/" + job + "/nothing: 404");
    }

    @Test
    void doesNotLogReads() {
        with(AccessApiTest.AUDITOR).get("/v1/jobs");
        with(AccessApiTest.AUDITOR).head("/v1/jobs");
        with(AccessApiTest.AUDITOR).post("/v1/jobs"); // is told, and last

        awaitLines("auditor of \"alice\" was refused POST /v1/jobs: forbidden");
        assertThat(lines()).hasSize(1);
    }

    @Test
    void logsRejectedRequests() {
        client.request().get("/v1/jobs");
        with("nobody-knows-this-key").delete("/v1/jobs/x");
        client.json("{\"apiKey\":\"nobody-knows-this-key\"}").post("/v1/session");

        awaitLines("GET /v1/jobs was refused: unauthenticated");
        awaitLines("DELETE /v1/jobs/x was refused: unauthenticated");
        awaitLines("POST /v1/session was refused: unauthenticated");
        assertThat(lines()).noneMatch(line -> line.contains("nobody-knows"));
    }

    @Test
    void logsNewSessions() {
        client.json("{\"apiKey\":\"" + AccessApiTest.BOB + "\"}").post("/v1/session");

        awaitLines("bob of \"bob\" did POST /v1/session: 200");
    }

    /// The line is written after the answer was sent.
    private void awaitLines(String line) {
        Awaitility.await().until(() -> lines().contains(line));
    }

    private List<String> lines() {
        return List.copyOf(told.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private RequestSpecification with(String key) {
        return client.request().header("Authorization", "Bearer " + key);
    }
}
