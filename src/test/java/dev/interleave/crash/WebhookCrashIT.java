package dev.interleave.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interleave.crash.Api.Answer;
import dev.interleave.shipping.PackagedService;
import dev.interleave.webhook.Received;
import dev.interleave.webhook.Receiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Kills the service at random moments while deliveries are pending. The receiver gets the completion of every
/// accepted job at least once, signed, and always with the same id.
///
/// `crash.webhook-jobs` and `crash.webhook-kills` set the size of the long form, `crash.seed` repeats the moments
/// of an earlier run.
class WebhookCrashIT {

    private static final Duration LONGEST_DYING = Duration.ofSeconds(20);
    private static final Duration LONGEST_CATCHING_UP = Duration.ofMinutes(3);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(25);
    private static final int LONGEST_MOMENT_MILLIS = 1_500;

    private final long seed = Long.getLong("crash.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /// The secret of each callback of a job that was acknowledged.
    private final Map<String, String> secrets = new ConcurrentHashMap<>();

    private final AtomicInteger submitted = new AtomicInteger();

    @TempDir
    private Path folder;

    @Test
    void deliversEveryCompletionAfterAKill() throws Exception {
        killAndInspect(60, 1);
    }

    @Test
    @Tag("faults")
    void deliversEveryCompletionThroughManyKills() throws Exception {
        killAndInspect(Integer.getInteger("crash.webhook-jobs", 200), Integer.getInteger("crash.webhook-kills", 3));
    }

    private void killAndInspect(int jobs, int kills) throws Exception {
        try (Receiver receiver = new Receiver()) {
            for (int killed = 0; killed < kills; killed++) {
                submitAndKill(receiver, jobs * (killed + 1) / (kills + 1));
            }
            try (PackagedService service = startUp();
                    Api api = new Api(service.address())) {
                submit(api, receiver, jobs);
                awaitAll(receiver);
                inspect(api, receiver, kills);
            }
        }
    }

    /// The receiver accepts connections and never answers.
    @Test
    void stopsInTimeWhileAReceiverHangs() throws Exception {
        try (ServerSocket hanging = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
                PackagedService service = startUp();
                Api api = new Api(service.address())) {
            String callback = "{\"url\":\"http://127.0.0.1:" + hanging.getLocalPort() + "/\"}";
            String job = "{\"n\":5,\"callbacks\":[" + String.join(",", Collections.nCopies(20, callback)) + "]}";
            String jobs = "{\"jobs\":[" + String.join(",", Collections.nCopies(10, job)) + "]}";
            assertThat(api.post("/v1/jobs/batch", jobs).status()).isEqualTo(202);
            hanging.accept().close(); // the first attempt has started

            long start = System.nanoTime();
            service.terminate();
            assertThat(service.endsWithin(LONGEST_STOP))
                    .describedAs(service.output())
                    .isTrue();
            System.out.printf(
                    "webhook crash test: stopped within %d ms while a receiver hung%n",
                    Duration.ofNanos(System.nanoTime() - start).toMillis());
        }
    }

    /// Submits jobs up to a total, and kills the service meanwhile or soon after.
    private void submitAndKill(Receiver receiver, int upTo) throws Exception {
        try (PackagedService service = startUp();
                Api api = new Api(service.address())) {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread client = Thread.ofPlatform().start(() -> {
                try {
                    submit(api, receiver, upTo);
                } catch (IOException e) {
                    // killed: it is unknown whether the last job was accepted
                } catch (Throwable e) {
                    failure.set(e);
                }
            });
            Duration moment = Duration.ofMillis(50 + random.nextInt(LONGEST_MOMENT_MILLIS));
            assertThat(service.endsWithin(moment)).describedAs(service.output()).isFalse();
            service.kill();
            assertThat(service.endsWithin(LONGEST_DYING)).isTrue();
            client.join();
            assertThat(failure.get()).isNull();
        }
    }

    private void submit(Api api, Receiver receiver, int upTo) throws IOException {
        while (submitted.get() < upTo) {
            int n = 5 + submitted.get() % 400; // the kill interrupts the long jobs
            Answer answer = api.post(
                    "/v1/jobs", "{\"n\":%d,\"callbacks\":[{\"url\":\"%s\"}]}".formatted(n * 10, receiver.url()));
            assertThat(answer.status()).describedAs(answer.toString()).isIn(200, 202);
            JsonNode callback = answer.body().path("callbacks").get(0);
            secrets.put(
                    answer.body().path("id").asString(), callback.path("secret").asString());
            submitted.incrementAndGet();
        }
    }

    private void awaitAll(Receiver receiver) {
        await().atMost(LONGEST_CATCHING_UP)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> jobsOf(receiver.received()).containsAll(secrets.keySet()));
    }

    private void inspect(Api api, Receiver receiver, int kills) throws Exception {
        List<Received> received = receiver.received();
        Map<String, Set<String>> idsOfJob = new HashMap<>();
        Set<String> ids = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        int own = 0;
        for (Received delivery : received) {
            String job = delivery.json().at("/data/id").asString();
            String secret = secrets.get(job);
            if (secret == null) {
                continue; // accepted just before a kill, so that its secret is unknown here
            }
            own++;
            ids.add(delivery.id());
            idsOfJob.computeIfAbsent(job, _ -> new TreeSet<>()).add(delivery.id());
            if (!delivery.isSignedWith(secret)) {
                wrong.add("not signed: " + delivery);
            }
            if (!delivery.type().equals("job.succeeded")) {
                wrong.add("not the completion of the job: " + delivery);
            }
        }
        for (String job : secrets.keySet()) {
            Answer answer = api.get("/v1/jobs/" + job + "/deliveries");
            JsonNode stored = answer.body().path("deliveries").get(0);
            if (answer.body().path("deliveries").size() != 1
                    || !Set.of(stored.path("webhookId").asString()).equals(idsOfJob.get(job))) {
                wrong.add("not one delivery with one id: " + answer + " but " + idsOfJob.get(job));
            }
        }
        System.out.printf(
                "webhook crash test: %d kills, %d jobs, %d events owed, %d received, %d of them twice or more often, "
                        + "%d of jobs whose acceptance is unknown; seed %d%n",
                kills, submitted.get(), secrets.size(), ids.size(), own - ids.size(), received.size() - own, seed);
        assertThat(wrong).describedAs("seed %d", seed).isEmpty();
        assertThat(idsOfJob.keySet()).isEqualTo(secrets.keySet());
        assertThat(ids).hasSameSizeAs(secrets.keySet());
    }

    private static Set<String> jobsOf(List<Received> received) {
        Set<String> jobs = new HashSet<>();
        received.forEach(delivery -> jobs.add(delivery.json().at("/data/id").asString()));
        return jobs;
    }

    private PackagedService startUp() throws IOException {
        PackagedService service = ServiceJar.start(folder);
        service.awaitUp("/actuator/health");
        return service;
    }
}
