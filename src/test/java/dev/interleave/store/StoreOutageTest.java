package dev.interleave.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interleave.InterleaveApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// The database goes down, in both ways: connections are refused, or nothing responds.
class StoreOutageTest {

    private static final int REQUESTS = 50;

    /// The promise is five seconds.
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(6);

    /// The promise is one second.
    private static final Duration SCRAPE_LIMIT = Duration.ofSeconds(2);

    private record Answer(int status, String body, Duration latency) {}

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private FreezableProxy proxy;
    private ConfigurableApplicationContext service;
    private URI address;

    @BeforeEach
    void start() throws IOException {
        String database = Postgres.newDatabase();
        URI url = URI.create(database.substring("jdbc:".length()));
        proxy = new FreezableProxy(url.getPort());
        service = new SpringApplicationBuilder(InterleaveApplication.class)
                .run(
                        "--server.port=0",
                        "--interleave.data-dir=" + directory,
                        "--spring.datasource.url=" + database.replace(":" + url.getPort(), ":" + proxy.port()));
        address = URI.create("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port"));
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        service.close();
        http.shutdownNow();
    }

    @Test
    void answersAndScrapesInTimeWhileNothingResponds() throws Exception {
        assertThat(scrape().body()).contains("interleave_store_up 1.0");
        proxy.freeze();
        assertAnswersInTime();
        proxy.close();
        assertAnswersInTime();
    }

    /// The locks of a suspended instance would stop the instances that continue its jobs.
    @Test
    void endsTransactionsOfSuspendedInstancesBeforeTheirLeaseExpires() throws SQLException {
        try (Connection connection = service.getBean(DataSource.class).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW idle_in_transaction_session_timeout")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("5s");
        }
    }

    private void assertAnswersInTime() {
        List<CompletableFuture<Answer>> answers = IntStream.range(0, REQUESTS)
                .boxed()
                .flatMap(_ -> Stream.of(
                        request("/v1/jobs").POST(BodyPublishers.ofString("{\"n\":5}")),
                        request("/v1/jobs"),
                        request("/v1/jobs/0198c0de-1b5a-7c31-9d9e-6f1f4c0f7a11")))
                .map(this::send)
                .toList();
        List<Answer> scrapes = List.of(scrape(), scrape());

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.join().status()).isEqualTo(503);
            assertThat(answer.join().latency()).isLessThan(ANSWER_LIMIT);
        });
        assertThat(scrapes).allSatisfy(scrape -> {
            assertThat(scrape.status()).isEqualTo(200);
            assertThat(scrape.latency()).isLessThan(SCRAPE_LIMIT);
            assertThat(scrape.body()).contains("interleave_webhook_deliveries_owed 0.0");
        });
        await().untilAsserted(() -> assertThat(scrape().body()).contains("interleave_store_up 0.0"));
    }

    private Answer scrape() {
        return send(request("/actuator/prometheus")).join();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json");
    }

    private CompletableFuture<Answer> send(HttpRequest.Builder request) {
        long start = System.nanoTime();
        return http.sendAsync(request.build(), BodyHandlers.ofString())
                .thenApply(response -> new Answer(
                        response.statusCode(), response.body(), Duration.ofNanos(System.nanoTime() - start)));
    }
}
