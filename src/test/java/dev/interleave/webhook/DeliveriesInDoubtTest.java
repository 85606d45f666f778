package dev.interleave.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.interleave.store.GroupCommit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// What a process that dies, sleeps or stops at an unlucky moment leaves behind.
class DeliveriesInDoubtTest {

    private Receiver receiver;
    private LiveService service;
    private Path data;

    @BeforeEach
    void start() throws IOException {
        data = LiveService.newDirectory();
        receiver = new Receiver();
        service = LiveService.start(data);
    }

    @AfterEach
    void stop() {
        receiver.close();
        service.close();
    }

    /// The process died after it had recorded a try, and before it put off the next one.
    @Test
    void aTryThatWasRecordedButNotPutOffIsNotRepeatedTooEarly() {
        receiver.answerOnce(503, "", Map.of("Retry-After", "3600"));
        String callback = callbackOfAJob();
        JsonNode waiting = service.awaitAttempts(callback, 1);

        jdbc("UPDATE scheduled_tasks SET execution_time = " + Instant.now().toEpochMilli());
        service.bean(Scheduler.class).triggerCheckForDueExecutions();

        long next = Instant.parse(waiting.path("nextAttemptAt").asString()).toEpochMilli();
        await().until(() -> service.bean(JdbcClient.class)
                .sql("SELECT execution_time FROM scheduled_tasks WHERE picked = 0")
                .query(Long.class)
                .list()
                .equals(java.util.List.of(next)));
        assertThat(service.delivery(callback)).isEqualTo(waiting);
        assertThat(receiver.received()).hasSize(1);
    }

    /// The process slept, its work was done by another, and now it wakes up.
    @Test
    void aTryThatSomebodyElseHasOvertakenChangesNothing() {
        String callback = callbackOfAJob();
        JsonNode delivered = service.awaitState(callback, "delivered");
        DeliveryStore store = service.bean(DeliveryStore.class);
        Delivery now =
                store.find(UUID.fromString(delivered.path("id").asString())).orElseThrow();
        Instant time = Instant.now();
        Delivery before = Delivery.pending(now.id(), now.callbackId(), now.jobId(), now.event(), time, null);
        DeliveryAttempt late = new DeliveryAttempt(1, time, null, "no answer", Duration.ofMinutes(5), null);

        boolean recorded = service.bean(GroupCommit.class).write(() -> store.record(before, before.failed(time), late));

        assertThat(recorded).isFalse();
        assertThat(service.delivery(callback)).isEqualTo(delivered);
    }

    @Test
    void whatIsOwedButNotPlannedCanBeAskedFor() {
        receiver.answerOnce(503, "", Map.of("Retry-After", "3600"));
        String callback = callbackOfAJob();
        JsonNode waiting = service.awaitAttempts(callback, 1);
        jdbc("DELETE FROM scheduled_tasks");

        service.post("/v1/deliveries/" + waiting.path("id").asString() + "/redeliver");

        service.awaitState(callback, "delivered");
    }

    /// Whatever comes of the try that is under way, there is one more, and both are in the log.
    @ParameterizedTest
    @ValueSource(ints = {204, 500, 410})
    void askedForWhileATryIsUnderWayItIsMadeOnceMore(int answer) {
        receiver.hold();
        receiver.answerOnce(answer);
        String callback = callbackOfAJob();
        receiver.await(1);
        String id = service.delivery(callback).path("id").asString();
        assertThat(service.post("/v1/deliveries/" + id + "/redeliver")
                        .path("state")
                        .asString())
                .isEqualTo("owed");
        receiver.await(2);
        receiver.release();

        await().until(() -> service.delivery(callback).path("attempts").size() == 2);
        JsonNode delivered = service.awaitState(callback, "delivered");
        assertThat(delivered.at("/attempts/0/number").asInt()).isEqualTo(1);
        assertThat(delivered.at("/attempts/1/number").asInt()).isEqualTo(2);
        assertThat(receiver.received())
                .hasSize(2)
                .extracting(Received::id)
                .containsOnly(receiver.received().getFirst().id());
    }

    /// The order in which the two are over is left to chance above.
    @Test
    void aTryFromBeforeARedeliveryIsLoggedAndSettlesNothing() {
        String callback = callbackOfAJob();
        DeliveryStore store = service.bean(DeliveryStore.class);
        JsonNode delivered = service.awaitState(callback, "delivered");
        Delivery first =
                store.find(UUID.fromString(delivered.path("id").asString())).orElseThrow();
        Instant time = Instant.now();
        Delivery again = first.redelivered(time);
        DeliveryAttempt late = new DeliveryAttempt(1, time, 204, null, Duration.ofMinutes(5), null);
        GroupCommit commits = service.bean(GroupCommit.class);

        assertThat(commits.write(() -> store.reopen(again))).isTrue();
        assertThat(commits.write(() -> store.reopen(again))).isFalse();
        assertThat(commits.write(() -> store.record(first, first.delivered(time), late)))
                .isFalse();
        assertThat(service.delivery(callback).path("state").asString()).isEqualTo("owed");
        assertThat(commits.write(() -> store.record(again, again.delivered(time), late)))
                .isTrue();
        assertThat(service.delivery(callback).path("state").asString()).isEqualTo("delivered");
        assertThat(service.delivery(callback).path("attempts").size()).isEqualTo(3);
    }

    @Test
    void aCallbackThatIsDeletedWhileATryIsUnderWayIsGone() {
        receiver.hold();
        String callback = callbackOfAJob();
        receiver.await(1);

        service.delete("/v1/callbacks/" + callback).expecting(204);
        receiver.release();

        await().until(() -> count("scheduled_tasks") == 0);
        assertThat(count("delivery") + count("delivery_attempt") + count("callback"))
                .isZero();
    }

    /// An attempt in progress at the stop of the service does not count as a failure and is repeated.
    @Test
    void aReceiverThatHangsDoesNotKeepTheServiceFromStopping() throws Exception {
        receiver.hold();
        String callback = callbackOfAJob();
        String id = receiver.await(1).getFirst().id();

        long start = System.nanoTime();
        service.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));

        receiver.release();
        service = LiveService.start(data);
        JsonNode delivered = service.awaitState(callback, "delivered");
        assertThat(delivered.path("attempts").size()).isEqualTo(1);
        assertThat(receiver.await(2).getLast().id()).isEqualTo(id);
    }

    /// A process that dies with deliveries in hand leaves them marked so.
    @Test
    void whatADeadProcessHadInHandIsMadeAtTheNextStart() {
        receiver.answerOnce(503, "", Map.of("Retry-After", "3600"));
        String callback = callbackOfAJob();
        service.awaitAttempts(callback, 1);
        service.close();
        service = LiveService.start(data);
        jdbc("UPDATE delivery SET next_at = 0");
        jdbc("UPDATE scheduled_tasks SET picked = 1, picked_by = 'nobody', last_heartbeat = execution_time, "
                + "execution_time = 0");
        service.close();

        service = LiveService.start(data);

        service.awaitState(callback, "delivered");
    }

    private String callbackOfAJob() {
        return service.post("/v1/jobs", "{\"n\":7,\"callbacks\":[{\"url\":\"" + receiver.url() + "\"}]}")
                .at("/callbacks/0/id")
                .asString();
    }

    private void jdbc(String statement) {
        service.bean(GroupCommit.class)
                .write(() -> service.bean(JdbcClient.class).sql(statement).update());
    }

    private int count(String table) {
        return service.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM " + table)
                .query(Integer.class)
                .single();
    }
}
