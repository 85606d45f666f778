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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Kills the service at random moments while it owes callbacks: of every job that it has accepted, the end is
/// told to a receiver in this test, at least once, well signed and always with the same id.
///
/// `crash.webhook-jobs` and `crash.webhook-kills` say how many, `crash.seed` repeats the moments of an earlier
/// run.
class WebhookCrashIT {

    private static final Duration LONGEST_DYING = Duration.ofSeconds(20);
    private static final Duration LONGEST_CATCHING_UP = Duration.ofMinutes(3);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(25);
    private static final int LONGEST_MOMENT_MILLIS = 1_500;

    private final long seed = Long.getLong("crash.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final int jobs = Integer.getInteger("crash.webhook-jobs", 200);
    private final int kills = Integer.getInteger("crash.webhook-kills", 3);

    /// The secret of each callback of a job that was acknowledged.
    private final Map<String, String> secrets = new ConcurrentHashMap<>();

    private final AtomicInteger submitted = new AtomicInteger();

    @TempDir
    private Path folder;

    @Test
    void everyEndArrivesThroughEveryKill() throws Exception {
        try (Receiver receiver = new Receiver()) {
            for (int killed = 0; killed < kills; killed++) {
                submitAndKill(receiver, jobs * (killed + 1) / (kills + 1));
            }
            try (PackagedService service = startUp();
                    Api api = new Api(service.address())) {
                submit(api, receiver, jobs);
                awaitAll(receiver);
                inspect(api, receiver);
            }
        }
    }

    /// It takes connections, and that is all.
    @Test
    void aReceiverThatHangsDoesNotKeepTheServiceFromStopping() throws Exception {
        try (ServerSocket hanging = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
                PackagedService service = startUp();
                Api api = new Api(service.address())) {
            String callback = "{\"url\":\"http://127.0.0.1:" + hanging.getLocalPort() + "/\"}";
            String job = "{\"n\":5,\"callbacks\":[" + String.join(",", Collections.nCopies(20, callback)) + "]}";
            String jobs = "{\"jobs\":[" + String.join(",", Collections.nCopies(10, job)) + "]}";
            assertThat(api.post("/v1/jobs/batch", jobs).status()).isEqualTo(202);
            hanging.accept().close(); // so it is being tried

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

    /// Submits up to so many jobs in all, and kills the service meanwhile or soon after that.
    private void submitAndKill(Receiver receiver, int upTo) throws Exception {
        try (PackagedService service = startUp();
                Api api = new Api(service.address())) {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread client = Thread.ofPlatform().start(() -> {
                try {
                    submit(api, receiver, upTo);
                } catch (IOException e) {
                    // killed: whether the job at hand was accepted, nobody knows
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
            int n = 5 + submitted.get() % 400; // the long ones are in the loop when the service is killed
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

    private void inspect(Api api, Receiver receiver) throws Exception {
        List<Received> received = receiver.received();
        Map<String, Set<String>> idsOfJob = new HashMap<>();
        Set<String> ids = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        int own = 0;
        for (Received one : received) {
            String job = one.json().at("/data/id").asString();
            String secret = secrets.get(job);
            if (secret == null) {
                continue; // accepted just before a kill, so that nobody was told the secret
            }
            own++;
            ids.add(one.id());
            idsOfJob.computeIfAbsent(job, _ -> new TreeSet<>()).add(one.id());
            if (!one.isSignedWith(secret)) {
                wrong.add("not signed well: " + one);
            }
            if (!one.type().equals("job.succeeded")) {
                wrong.add("not the end of the job: " + one);
            }
        }
        for (String job : secrets.keySet()) {
            Answer answer = api.get("/v1/jobs/" + job + "/deliveries");
            JsonNode delivery = answer.body().path("deliveries").get(0);
            if (answer.body().path("deliveries").size() != 1
                    || !Set.of(delivery.path("webhookId").asString()).equals(idsOfJob.get(job))) {
                wrong.add("not one delivery with one id: " + answer + " but " + idsOfJob.get(job));
            }
        }
        System.out.printf(
                "webhook crash test: %d kills, %d jobs, %d events owed, %d received, %d of them twice or more often, "
                        + "%d of jobs whose acceptance was not heard of; seed %d%n",
                kills, submitted.get(), secrets.size(), ids.size(), own - ids.size(), received.size() - own, seed);
        assertThat(wrong).describedAs("seed %d", seed).isEmpty();
        assertThat(idsOfJob.keySet()).isEqualTo(secrets.keySet());
        assertThat(ids).hasSameSizeAs(secrets.keySet());
    }

    private static Set<String> jobsOf(List<Received> received) {
        Set<String> jobs = new HashSet<>();
        received.forEach(one -> jobs.add(one.json().at("/data/id").asString()));
        return jobs;
    }

    private PackagedService startUp() throws IOException {
        PackagedService service = ServiceJar.start(folder);
        service.awaitUp("/actuator/health");
        return service;
    }
}
