package dev.interleave.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.interleave.InterleaveApplication;
import dev.interleave.store.Dialect;
import dev.interleave.store.GroupCommit;
import dev.interleave.store.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole application on a free port, with a clock that can be put forward. Thread-safe.
public final class LiveService implements AutoCloseable {

    @TestConfiguration(proxyBeanMethods = false)
    static class Clock {

        @Bean
        @Primary
        ShiftedClock shiftedClock() {
            return new ShiftedClock();
        }
    }

    /// @param status of the answer
    /// @param body of no members where there was none
    record Answer(int status, JsonNode body) {

        JsonNode expecting(int expected) {
            assertThat(status).as(toString()).isEqualTo(expected);
            return body;
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final URI address;
    private final AtomicBoolean shifted = new AtomicBoolean();
    private final ScheduledExecutorService shifting = Executors.newSingleThreadScheduledExecutor();

    private LiveService(ConfigurableApplicationContext context) {
        this.context = context;
        this.address = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    /// @param data where its files are
    /// @param own more beans, and others instead of its own
    static LiveService start(Path data, Class<?>... own) {
        return start(data, List.of(), own);
    }

    /// @param dialect in what sort of database it keeps what it keeps
    static LiveService start(Dialect dialect) throws IOException {
        return start(
                newDirectory(),
                dialect.isShared() ? List.of("--spring.datasource.url=" + Postgres.newDatabase()) : List.of());
    }

    private static LiveService start(Path data, List<String> more, Class<?>... own) {
        List<Class<?>> sources = new ArrayList<>(List.of(own));
        sources.add(Clock.class);
        sources.add(InterleaveApplication.class);
        return new LiveService(new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .run(Stream.concat(Stream.of("--server.port=0", "--interleave.data-dir=" + data), more.stream())
                        .toArray(String[]::new)));
    }

    public static LiveService start() throws IOException {
        return start(newDirectory());
    }

    static Path newDirectory() throws IOException {
        return Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-data")), "webhooks-");
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    JsonNode get(String path) {
        return send(request(path).GET()).expecting(200);
    }

    Answer tryGet(String path) {
        return send(request(path).GET());
    }

    public JsonNode post(String path, String body) {
        Answer answer = tryPost(path, body);
        assertThat(answer.status()).as(answer.toString()).isBetween(200, 299);
        return answer.body();
    }

    Answer tryPost(String path, String body, String... headers) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    JsonNode post(String path) {
        return send(request(path).POST(BodyPublishers.noBody())).expecting(202);
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    /// The job once it is over.
    JsonNode ended(String id) {
        return send(request("/v1/jobs/" + id).header("Prefer", "wait=30").GET()).expecting(200);
    }

    /// A callback for all jobs, or for one.
    JsonNode register(String path, String url, String more) {
        return tryPost(path, "{\"url\":\"" + url + "\"" + more + "}").expecting(201);
    }

    JsonNode delivery(String callbackId) {
        JsonNode deliveries = get("/v1/callbacks/" + callbackId + "/deliveries").path("deliveries");
        assertThat(deliveries.size()).as(deliveries.toString()).isEqualTo(1);
        return deliveries.get(0);
    }

    JsonNode awaitDelivery(String callbackId, Predicate<JsonNode> wanted) {
        return await().until(
                        () -> get("/v1/callbacks/" + callbackId + "/deliveries").path("deliveries"),
                        owed -> owed.size() == 1 && wanted.test(owed.get(0)))
                .get(0);
    }

    JsonNode awaitState(String callbackId, String state) {
        return awaitDelivery(
                callbackId, delivery -> delivery.path("state").asString().equals(state));
    }

    /// The delivery of a callback after so many attempts, once the scheduler has recorded what comes next.
    JsonNode awaitAttempts(String callbackId, int count) {
        awaitDelivery(
                callbackId,
                delivery -> delivery.path("attempts").size() == count
                        && !isInHand(delivery.path("id").asString()));
        return delivery(callbackId);
    }

    /// From now on, deliveries are made when they are due by the clock that was put forward.
    void forward(Duration by) {
        bean(ShiftedClock.class).forward(by);
        if (!shifted.getAndSet(true)) {
            var _ = shifting.scheduleWithFixedDelay(this::makeDue, 0, 50, TimeUnit.MILLISECONDS);
        }
    }

    /// The scheduler has the system's clock: tells it in that one what is due by ours.
    private void makeDue() {
        long ours = bean(ShiftedClock.class).instant().toEpochMilli();
        long now = Instant.now().toEpochMilli();
        int due = bean(GroupCommit.class)
                .write(() -> bean(JdbcClient.class)
                        .sql("UPDATE scheduled_tasks SET execution_time = ? "
                                + "WHERE execution_time <= ? AND execution_time > ? AND picked = 0")
                        .params(now, ours, now)
                        .update());
        if (due > 0) {
            bean(Scheduler.class).triggerCheckForDueExecutions();
        }
    }

    private boolean isInHand(String deliveryId) {
        return bean(JdbcClient.class)
                        .sql("SELECT count(*) FROM scheduled_tasks WHERE task_instance LIKE ? AND picked = TRUE")
                        .param(deliveryId + "%")
                        .query(Integer.class)
                        .single()
                > 0;
    }

    @Override
    public void close() {
        shifting.close();
        context.close();
        http.shutdownNow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(60));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            String body = response.body();
            return new Answer(response.statusCode(), JsonMapper.shared().readTree(body.isEmpty() ? "{}" : body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
