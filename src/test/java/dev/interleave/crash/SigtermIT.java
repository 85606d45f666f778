package dev.interleave.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interleave.crash.Api.Answer;
import dev.interleave.shipping.PackagedService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stops the service with SIGTERM while clients talk to it.
class SigtermIT {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(25);
    private static final int ENDED_BY_SIGTERM = 128 + 15;
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    @TempDir
    private Path folder;

    private final Random random = new Random(20_250_101);
    private final Ledger ledger = new Ledger();

    @Test
    void keepsAcknowledgedJobsThroughAStopUnderLoad() throws Exception {
        // given
        List<Thread> clients = new ArrayList<>();
        try (PackagedService service = ServiceJar.start(folder)) {
            service.awaitUp("/actuator/health");
            Api api = new Api(service.address());
            for (int i = 0; i < 6; i++) {
                Load load = new Load(api, ledger, new Random(random.nextLong()), "c" + i, () -> {})
                        .tolerantOfOutages(); // a request that arrives while the service stops is answered with 503
                clients.add(Thread.ofPlatform().start(load::run));
            }
            await().until(() -> ledger.acknowledgedJobs().size() > 300);

            // when
            service.terminate();

            // then
            assertThat(service.endsWithin(LONGEST_STOP)).isTrue();
            assertThat(service.exitCode()).describedAs(service.output()).isIn(0, ENDED_BY_SIGTERM);
            assertThat(service.output()).doesNotContain("\tat ");
            for (Thread client : clients) {
                client.join();
            }
            api.close();
        }
        inspect();
    }

    @Test
    void answersLongPollsAtOnce() throws Exception {
        // given
        try (PackagedService service = ServiceJar.start(folder);
                Api api = new Api(service.address())) {
            service.awaitUp("/actuator/health");
            Submitted large = new Submitted("large", List.of(400_000), false, null);
            ledger.asked(large);
            Answer accepted = api.post(large.path(), large.body());
            ledger.acknowledged(large, List.of(accepted.body()));
            String job = "/v1/jobs/" + accepted.body().path("id").asString();
            var wait = CompletableFuture.supplyAsync(() -> poll(api, job), THREADS);
            var another = CompletableFuture.supplyAsync(() -> poll(api, job), THREADS);
            await().until(() -> stepsOf(api, job) > 0);

            // when
            service.terminate();

            // then
            for (var poll : List.of(wait, another)) {
                Answer answer = poll.get(5, TimeUnit.SECONDS);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body().path("state").asString()).isEqualTo("running");
            }
            assertThat(service.endsWithin(LONGEST_STOP)).isTrue();
            assertThat(service.output()).doesNotContain("\tat ");
        }
    }

    private static Answer poll(Api api, String job) {
        try {
            return api.get(job, "Prefer", "wait=60");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long stepsOf(Api api, String job) throws IOException {
        return api.get(job).body().at("/progress/steps").asLong();
    }

    private void inspect() throws Exception {
        try (PackagedService service = ServiceJar.start(folder);
                Api api = new Api(service.address())) {
            service.awaitUp("/actuator/health");
            Inspection inspection = new Inspection(api, ledger, new Factorials());
            inspection.awaitAllEnded();
            inspection.inspect(random);
            assertThat(inspection.lost()).isEmpty();
            assertThat(ledger.faults()).isEmpty();
        }
    }
}
