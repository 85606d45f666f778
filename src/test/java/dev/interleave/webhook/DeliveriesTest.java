package dev.interleave.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.interleave.store.Dialect;
import dev.interleave.webhook.LiveService.Answer;
import dev.interleave.webhook.delivery.RetryScheduleTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// The contract of callbacks, held against the whole application on every sort of database, with receivers that
/// are real HTTP servers.
@ParameterizedClass
@EnumSource(Dialect.class)
class DeliveriesTest {

    private static final int ENDLESS = 1_000_000;

    @SuppressWarnings("NullAway.Init") // there before any test is made
    private static LiveService service;

    private Receiver receiver;

    /// @param dialect of the database that the service of this invocation has
    DeliveriesTest(Dialect dialect) {
        assertThat(service.bean(Dialect.class)).isEqualTo(dialect);
    }

    @BeforeParameterizedClassInvocation
    static void start(Dialect dialect) throws IOException {
        service = LiveService.start(dialect);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        service.close();
    }

    @BeforeEach
    void listen() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    // --- which events, and to whom ---

    @Test
    void aCallbackThatComesWithAJobHearsOfItsEnd() throws Exception {
        JsonNode job = service.post("/v1/jobs", jobWithCallback(12, ""));
        JsonNode callback = job.path("callbacks").get(0);

        Received received = receiver.await(1).getFirst().verified(secret(callback));

        assertThat(received.type()).isEqualTo("job.succeeded");
        assertThat(received.json().path("data")).isEqualTo(service.get("/v1/jobs/" + id(job)));
        assertThat(received.json().propertyNames()).containsExactlyInAnyOrder("type", "timestamp", "data");
        assertThat(received.header("content-type")).isEqualTo("application/json");
        assertThat(received.header("connection")).isEqualTo("close");
        assertThat(received.headerIfAny("upgrade")).isNull();
        assertThat(Instant.ofEpochSecond(received.timestamp()))
                .isCloseTo(Instant.now(), within(30, java.time.temporal.ChronoUnit.SECONDS));
        assertThat(callback.path("jobId").asString()).isEqualTo(id(job));
        JsonNode delivery = service.awaitState(id(callback), "delivered");
        assertThat(delivery.path("webhookId").asString()).isEqualTo(received.id());
        assertThat(service.get("/v1/callbacks/" + id(callback)).has("secret")).isFalse();
    }

    @Test
    void aCallbackMayBeRegisteredLater() throws Exception {
        String job = id(service.post("/v1/jobs", job(ENDLESS).replace("{\"n\"", "{\"algorithm\":\"iterative\",\"n\"")));
        JsonNode callback = service.register("/v1/jobs/" + job + "/callbacks", receiver.url(), "");
        assertThat(deliveries(callback)).isEmpty();

        service.tryPost("/v1/jobs/" + job + "/cancel", "").expecting(200);

        Received received = receiver.await(1).getFirst().verified(secret(callback));
        assertThat(received.type()).isEqualTo("job.cancelled");
        assertThat(received.json().path("data")).isEqualTo(service.get("/v1/jobs/" + job));
    }

    @Test
    void aCallbackMayBeRegisteredAfterTheEnd() throws Exception {
        String job = id(service.post("/v1/jobs", job(30)));
        service.ended(job);
        JsonNode callback = service.register("/v1/jobs/" + job + "/callbacks", receiver.url(), "");

        Received received = receiver.await(1).getFirst().verified(secret(callback));

        assertThat(received.type()).isEqualTo("job.succeeded");
        assertThat(received.json().path("data")).isEqualTo(service.get("/v1/jobs/" + job));
    }

    @Test
    void aFailureIsAnEndToo() throws Exception {
        JsonNode job = service.post(
                "/v1/jobs",
                jobWithCallback(ENDLESS, "")
                        .replace("{\"n\"", "{\"algorithm\":\"iterative\",\"timeout\":\"PT1S\",\"n\""));

        Received received = receiver.await(1)
                .getFirst()
                .verified(secret(job.path("callbacks").get(0)));

        assertThat(received.type()).isEqualTo("job.failed");
        assertThat(received.json().at("/data/problem/type").asString()).endsWith("timed-out");
    }

    @Test
    void onlyTheEventsThatWereAskedForAreSent() throws Exception {
        JsonNode job = service.post(
                "/v1/jobs",
                "{\"n\":5,\"callbacks\":[" + callback("[\"job.started\"]") + "," + callback("[\"job.failed\"]") + ","
                        + callback("[\"job.succeeded\",\"job.started\"]") + "]}");
        service.ended(id(job));
        JsonNode callbacks = job.path("callbacks");

        List<Received> received = receiver.await(3);

        assertThat(received.stream().map(Received::type))
                .containsExactlyInAnyOrder("job.started", "job.started", "job.succeeded");
        assertThat(deliveries(callbacks.get(1))).isEmpty();
        Received started = received.stream()
                .filter(one -> one.type().equals("job.started"))
                .findFirst()
                .orElseThrow();
        assertThat(started.json().at("/data/state").asString()).isEqualTo("running");
        assertThat(started.isSignedWith(secret(callbacks.get(0))) || started.isSignedWith(secret(callbacks.get(2))))
                .isTrue();
    }

    @Test
    void aStandingCallbackHearsOfAllJobs() throws Exception {
        JsonNode callback = service.register("/v1/callbacks", receiver.url(), "");
        try {
            String first = id(service.post("/v1/jobs", job(8)));
            String second = id(service.post("/v1/jobs", job(9)));

            List<Received> received = receiver.await(2);

            assertThat(received.stream().map(one -> one.json().at("/data/id").asString()))
                    .containsExactlyInAnyOrder(first, second);
            for (Received one : received) {
                one.verified(secret(callback));
            }
            assertThat(callback.path("jobId").isNull()).isTrue();
            assertThat(service.get("/v1/callbacks").path("callbacks").valueStream())
                    .extracting(DeliveriesTest::id)
                    .contains(id(callback));
        } finally {
            service.delete("/v1/callbacks/" + id(callback)).expecting(204);
        }
    }

    @Test
    void eachJobOfABatchHasItsOwnCallbacks() throws Exception {
        String jobs = IntStream.range(0, 20)
                .mapToObj(n -> jobWithCallback(n, ""))
                .collect(Collectors.joining(",", "{\"jobs\":[", "]}"));
        JsonNode batch = service.post("/v1/jobs/batch", jobs).path("jobs");

        List<Received> received = receiver.await(20);

        Map<String, String> secretOfJob = batch.valueStream()
                .collect(Collectors.toMap(
                        DeliveriesTest::id, job -> secret(job.path("callbacks").get(0))));
        assertThat(secretOfJob.values()).doesNotHaveDuplicates();
        for (Received one : received) {
            one.verified(Objects.requireNonNull(
                    secretOfJob.get(one.json().at("/data/id").asString())));
        }
    }

    @Test
    void aPingCanBeAskedFor() throws Exception {
        JsonNode callback = service.register("/v1/callbacks", receiver.url(), ",\"events\":[\"job.failed\"]");
        JsonNode delivery = service.post("/v1/callbacks/" + id(callback) + "/test");

        Received received = receiver.await(one -> one.type().equals("ping")).verified(secret(callback));

        assertThat(received.json().at("/data/callbackId").asString()).isEqualTo(id(callback));
        assertThat(received.id()).isEqualTo(delivery.path("webhookId").asString());
        assertThat(delivery.path("event").asString()).isEqualTo("ping");
        service.delete("/v1/callbacks/" + id(callback)).expecting(204);
    }

    // --- what is sent ---

    /// The largest job there can be: values of 1,000 digits, labels that take as much room as they may.
    @ParameterizedTest
    @ValueSource(strings = {"x", "\\\"", "é", "汉", "😀"})
    void aBodyStaysBelow20kB(String character) throws Exception {
        String value = character.repeat(256 / character.replace("\\\"", "\"").length());
        String labels = IntStream.range(0, 16)
                .mapToObj(i -> "\"" + String.valueOf((char) ('a' + i)).repeat(63) + "\":\"" + value + "\"")
                .collect(Collectors.joining(",", "{", "}"));
        JsonNode job = service.post(
                "/v1/jobs", jobWithCallback(450, "").replace("{\"n\"", "{\"labels\":" + labels + ",\"n\""));

        Received received = receiver.await(1)
                .getFirst()
                .verified(secret(job.path("callbacks").get(0)));

        assertThat(received.json().at("/data/result/digits").asInt()).isEqualTo(1_001);
        assertThat(received.bytes()).isLessThan(19_000); // and 1,000 digits more would fit
        assertThat(received.json().path("data")).isEqualTo(service.get("/v1/jobs/" + id(job)));
    }

    @Test
    void aSecretMayBeGiven() throws Exception {
        String given = "whsec_"
                + Base64.getEncoder().encodeToString("24 bytes, and no one less".getBytes(StandardCharsets.UTF_8));
        String job = id(service.post("/v1/jobs", job(3)));
        JsonNode callback =
                service.register("/v1/jobs/" + job + "/callbacks", receiver.url(), ",\"secret\":\"" + given + "\"");

        assertThat(secret(callback)).isEqualTo(given);
        receiver.await(1).getFirst().verified(given);
    }

    @Test
    void secretsAreNotInTheStore() throws Exception {
        JsonNode callback = service.register("/v1/callbacks", receiver.url(), "");
        service.tryPost("/v1/callbacks/" + id(callback) + "/rotate-secret", "").expecting(200);
        byte[] key = Base64.getDecoder().decode(secret(callback).substring("whsec_".length()));

        List<byte[]> stored = service
                .bean(JdbcClient.class)
                .sql("SELECT secret FROM callback UNION ALL SELECT previous_secret FROM callback")
                .query((row, _) -> row.getBytes(1))
                .list()
                .stream()
                .filter(bytes -> bytes != null)
                .toList();

        assertThat(stored).hasSizeGreaterThan(1).noneMatch(bytes -> contains(bytes, key));
        assertThat(stored).noneMatch(bytes -> contains(bytes, secret(callback).getBytes(StandardCharsets.UTF_8)));
        service.delete("/v1/callbacks/" + id(callback)).expecting(204);
    }

    @Test
    void showsSecretsAgainInAReplaySoonAfter() {
        String key = UUID.randomUUID().toString();
        String body = jobWithCallback(6, "");
        JsonNode first =
                service.tryPost("/v1/jobs", body, "Idempotency-Key", key).expecting(202);
        JsonNode again =
                service.tryPost("/v1/jobs", body, "Idempotency-Key", key).body();

        assertThat(first.path("callbacks").get(0).path("secret").asString()).startsWith("whsec_");
        assertThat(id(again)).isEqualTo(id(first));
        assertThat(again.path("callbacks")).isEqualTo(first.path("callbacks"));
        assertThat(service.get("/v1/jobs/" + id(first) + "/callbacks")
                        .path("callbacks")
                        .size())
                .isEqualTo(1);
        assertThat(service.get("/v1/jobs/" + id(first) + "/callbacks").toString())
                .doesNotContain("whsec_");
    }

    // --- what becomes of it ---

    @Test
    void goneMeansGone() throws Exception {
        receiver.answerOnce(410);
        JsonNode callback = service.register("/v1/callbacks", receiver.url(), "");
        String path = "/v1/callbacks/" + id(callback);
        service.post(path + "/test");

        JsonNode exhausted = service.awaitState(id(callback), "exhausted");
        assertThat(exhausted.path("attempts").get(0).path("status").asInt()).isEqualTo(410);
        assertThat(service.get(path).path("state").asString()).isEqualTo("disabled");

        service.ended(id(service.post("/v1/jobs", job(4))));
        assertThat(deliveries(callback)).hasSize(1); // nothing more is owed
        assertThat(receiver.received()).hasSize(1);
        service.delete(path).expecting(204);
    }

    @ParameterizedTest
    @CsvSource({
        "429, 600, 600",
        "503, 600, 600",
        "429, date, 600",
        "503, 999999999, 86400",
        "503, soon, 5",
        "500, 600, 5"
    })
    void retryAfterIsHonouredWhereItMeansSomething(int status, String wish, long seconds) throws Exception {
        Instant now = Instant.now();
        String value = wish.equals("date")
                ? DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ZonedDateTime.ofInstant(now.plusSeconds(601), ZoneOffset.UTC))
                : wish;
        receiver.answerOnce(status, "", Map.of("Retry-After", value));
        JsonNode callback = service.post("/v1/jobs", jobWithCallback(7, ""))
                .path("callbacks")
                .get(0);

        JsonNode waiting = service.awaitAttempts(id(callback), 1);

        Duration nominal = Duration.ofSeconds(seconds);
        Instant tried = Instant.parse(waiting.at("/attempts/0/at").asString());
        Instant next = Instant.parse(waiting.path("nextAttemptAt").asString());
        assertThat(Duration.between(tried, next))
                .isBetween(
                        nominal.minusSeconds(1), RetryScheduleTest.most(nominal).plusSeconds(3));
        service.delete("/v1/callbacks/" + id(callback)).expecting(204);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreNotFollowed(int status) throws Exception {
        try (Receiver other = new Receiver()) {
            receiver.answerOnce(status, "", Map.of("Location", other.url()));
            JsonNode callback = service.post("/v1/jobs", jobWithCallback(7, ""))
                    .path("callbacks")
                    .get(0);

            JsonNode waiting = service.awaitAttempts(id(callback), 1);

            assertThat(waiting.path("state").asString()).isEqualTo("owed");
            assertThat(waiting.at("/attempts/0/failure").asString())
                    .isEqualTo("answered " + status + ", and redirects are not followed");
            assertThat(other.received()).isEmpty();
            service.delete("/v1/callbacks/" + id(callback)).expecting(204);
        }
    }

    // --- bad input ---

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                               | /url",
                "{'url':7}                                                        | /url",
                "{'url':'http://127.0.0.1/','events':[]}                          | /events",
                "{'url':'http://127.0.0.1/','events':['job.progress']}            | /events",
                "{'url':'http://127.0.0.1/','events':['ping']}                    | /events",
                "{'url':'http://127.0.0.1/','secret':'whsec_c2hvcnQ='}            | /secret",
                "{'url':'http://127.0.0.1/','secret':'whsec_!!!!'}                | /secret",
                "{'url':'http://10.0.0.1/'}                                       | /url",
                "{'url':'http://user@127.0.0.1/'}                                 | /url",
                "{'url':'ftp://127.0.0.1/'}                                       | /url",
            })
    void aWrongCallbackIsRefusedAndSoIsItsJob(String callback, String pointer) {
        String body = callback.replace('\'', '"');
        long jobs = countJobs();

        Answer alone = service.tryPost("/v1/callbacks", body);
        Answer withJob = service.tryPost("/v1/jobs", "{\"n\":5,\"callbacks\":[" + body + "]}");
        Answer inBatch =
                service.tryPost("/v1/jobs/batch", "{\"jobs\":[{\"n\":5},{\"n\":5,\"callbacks\":[" + body + "]}]}");

        assertThat(alone.expecting(422).at("/errors/0/pointer").asString()).isEqualTo(pointer);
        assertThat(withJob.expecting(422).at("/errors/0/pointer").asString()).isEqualTo("/callbacks/0" + pointer);
        assertThat(inBatch.expecting(422).at("/errors/0/pointer").asString())
                .isEqualTo("/jobs/1/callbacks/0" + pointer);
        assertThat(countJobs()).isEqualTo(jobs);
    }

    @Test
    void aJobHasTwentyCallbacksAtMost() {
        String twenty = String.join(",", java.util.Collections.nCopies(20, callback("[\"job.failed\"]")));
        long jobs = countJobs();
        Answer tooMany = service.tryPost(
                "/v1/jobs", "{\"n\":5,\"callbacks\":[" + twenty + "," + callback("[\"job.failed\"]") + "]}");
        assertThat(tooMany.expecting(422).at("/errors/0/pointer").asString()).isEqualTo("/callbacks");
        assertThat(service.tryPost("/v1/jobs", "{\"n\":5,\"callbacks\":[]}").status())
                .isEqualTo(422);
        assertThat(countJobs()).isEqualTo(jobs);

        JsonNode job = service.post("/v1/jobs", "{\"n\":5,\"callbacks\":[" + twenty + "]}");
        Answer oneMore = service.tryPost("/v1/jobs/" + id(job) + "/callbacks", "{\"url\":\"" + receiver.url() + "\"}");
        assertThat(oneMore.status()).isEqualTo(422);
    }

    @Test
    void theLogIsReadPageByPage() {
        JsonNode callback = service.register("/v1/callbacks", receiver.url(), ",\"events\":[\"job.failed\"]");
        String path = "/v1/callbacks/" + id(callback);
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            newestFirst.addFirst(id(service.post(path + "/test")));
        }

        List<String> read = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = service.get(path + "/deliveries?pageSize=2&pageToken=" + token);
            page.path("deliveries").forEach(delivery -> read.add(id(delivery)));
            token = page.path("nextPageToken").asString();
        } while (!token.isEmpty() && read.size() < 10);

        assertThat(read).isEqualTo(newestFirst);
        service.delete(path).expecting(204);
    }

    // --- helpers ---

    private String jobWithCallback(int n, String more) {
        return "{\"n\":" + n + ",\"callbacks\":[{\"url\":\"" + receiver.url() + "\"" + more + "}]}";
    }

    private static String job(int n) {
        return "{\"n\":" + n + "}";
    }

    private String callback(String events) {
        return "{\"url\":\"" + receiver.url() + "\",\"events\":" + events + "}";
    }

    private static List<JsonNode> deliveries(JsonNode callback) {
        return service.get("/v1/callbacks/" + id(callback) + "/deliveries")
                .path("deliveries")
                .valueStream()
                .toList();
    }

    private static long countJobs() {
        return service.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM job")
                .query(Long.class)
                .single();
    }

    private static boolean contains(byte[] bytes, byte[] part) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(new String(part, StandardCharsets.ISO_8859_1));
    }

    private static String id(JsonNode node) {
        return node.path("id").asString();
    }

    private static String secret(JsonNode node) {
        return node.path("secret").asString();
    }
}
