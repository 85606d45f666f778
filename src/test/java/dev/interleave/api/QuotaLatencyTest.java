package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/// An owner that is at its limit, and goes on asking at ten times its rate, does not make another one wait. The
/// two are measured in turns, so that whatever else the machine does is in both figures.
@Tag("measured")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "interleave.security.api-keys[0].name=quiet",
            "interleave.security.api-keys[0].key=key-of-quiet-of-this-test",
            "interleave.security.api-keys[1].name=rate",
            "interleave.security.api-keys[1].key=key-of-rate-of-this-test",
            "interleave.security.api-keys[2].name=flight",
            "interleave.security.api-keys[2].key=key-of-flight-of-this-test",
            "interleave.quota.owners.rate.requests-per-second=10",
            "interleave.quota.owners.flight.jobs-in-flight=0",
            "logging.level.dev.interleave.audit=warn"
        })
class QuotaLatencyTest {

    private static final int ROUNDS = 15;
    private static final Duration PER_ROUND = Duration.ofSeconds(2);
    private static final long FLOOD_PER_SECOND = 100;

    private final URI jobs;
    private final HttpClient http = HttpClient.newHttpClient();

    @Autowired
    QuotaLatencyTest(@LocalServerPort int port) {
        jobs = URI.create("http://127.0.0.1:" + port + "/v1/jobs");
    }

    @ParameterizedTest
    @CsvSource({"rate", "flight"})
    void doesNotAffectAnotherOwner(String flooding) throws Exception {
        round(Duration.ofSeconds(5), new ArrayList<>()); // compiles
        List<Long> alone = new ArrayList<>();
        List<Long> beside = new ArrayList<>();
        AtomicLong refused = new AtomicLong();
        for (int i = 0; i < ROUNDS; i++) {
            round(PER_ROUND, alone);
            try (var flood = Executors.newSingleThreadScheduledExecutor()) {
                var _ = flood.scheduleAtFixedRate(
                        () -> ask(flooding, refused), 0, 1_000_000 / FLOOD_PER_SECOND, TimeUnit.MICROSECONDS);
                round(PER_ROUND, beside);
                flood.shutdownNow();
            }
        }
        System.out.printf(
                "beside an owner at its limit of %s (%d refusals): p50 %.2f ms, alone %.2f ms; p99 %.2f ms, alone %.2f ms%n",
                flooding, refused.get(), millis(beside, 50), millis(alone, 50), millis(beside, 99), millis(alone, 99));

        assertThat(refused.get()).isGreaterThan(ROUNDS * FLOOD_PER_SECOND);
        assertThat(millis(beside, 50)).isLessThanOrEqualTo(1.1 * millis(alone, 50));
    }

    /// Submits short jobs one by one, and waits for their results.
    private void round(Duration time, List<Long> nanos) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            HttpResponse<Void> answer = http.send(
                    request("quiet").header("Prefer", "wait=10").build(), HttpResponse.BodyHandlers.discarding());
            nanos.add(System.nanoTime() - start);
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    private void ask(String owner, AtomicLong refused) {
        var _ = http.sendAsync(request(owner).build(), HttpResponse.BodyHandlers.discarding())
                .thenAccept(answer -> {
                    if (answer.statusCode() == 429) {
                        refused.incrementAndGet();
                    }
                });
    }

    private HttpRequest.Builder request(String owner) {
        return HttpRequest.newBuilder(jobs)
                .header("Authorization", "Bearer key-of-" + owner + "-of-this-test")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"n\":20}"));
    }

    private static double millis(List<Long> nanos, int percentile) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.get((sorted.size() - 1) * percentile / 100) / 1e6;
    }
}
