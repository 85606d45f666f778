package dev.interleave.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Receivers that take connections and never answer, in such numbers that they would use up whatever is shared.
@Tag("measured")
class ManyDeadReceiversTest {

    private static final int DEAD = 1_000;
    private static final int PER_JOB = 20;
    private static final int PROBES = 10;
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private LiveService service;

    @BeforeEach
    void start() throws IOException {
        service = LiveService.start();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aThousandDeadHostsDelayAHealthyOneByLessThanASecond() throws Exception {
        try (DeadReceivers dead = DeadReceivers.open(DEAD);
                Receiver healthy = new Receiver()) {
            Duration undisturbed = slowest(healthy);
            List<String> urls = dead.urls();
            service.post(
                    "/v1/jobs/batch",
                    jobs(Collections.nCopies(DEAD / PER_JOB, 1).stream()
                            .map(_ -> callbacks(drain(urls, PER_JOB)))
                            .toList()));
            await().until(() -> dead.connections() >= DEAD);

            Duration disturbed = slowest(healthy);

            System.out.printf(
                    "1,000 dead receivers: a healthy one waits %d ms at most, %d ms without them%n",
                    disturbed.toMillis(), undisturbed.toMillis());
            assertThat(disturbed).isLessThan(LIMIT);
        }
    }

    /// All of them owed to one receiver, which can have ten at a time.
    @Test
    void thousandsOfDeliveriesToOneDeadHostDelayAHealthyOneByLessThanASecond() throws Exception {
        try (DeadReceivers dead = DeadReceivers.open(1);
                Receiver healthy = new Receiver()) {
            String url = dead.urls().getFirst();
            String jobs = jobs(Collections.nCopies(100, callbacks(Collections.nCopies(PER_JOB, url))));
            Duration slowest = Duration.ZERO;
            for (int i = 0; i < 10; i++) {
                service.post("/v1/jobs/batch", jobs); // 2,000 more are owed
                Duration disturbed = slowest(healthy);
                slowest = disturbed.compareTo(slowest) > 0 ? disturbed : slowest;
            }

            System.out.printf(
                    "20,000 deliveries to one dead receiver: a healthy one waits %d ms at most%n", slowest.toMillis());
            assertThat(dead.connections()).isLessThanOrEqualTo(30);
            assertThat(slowest).isLessThan(LIMIT);
        }
    }

    /// How long it takes from the request to the delivery, of several the longest.
    private Duration slowest(Receiver healthy) {
        Duration slowest = Duration.ZERO;
        for (int i = 0; i < PROBES; i++) {
            int before = healthy.received().size();
            long start = System.nanoTime();
            service.post("/v1/jobs", "{\"n\":5,\"callbacks\":" + callbacks(List.of(healthy.url())) + "}");
            healthy.await(before + 1);
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            slowest = taken.compareTo(slowest) > 0 ? taken : slowest;
        }
        return slowest;
    }

    private static String jobs(List<String> callbacks) {
        return callbacks.stream()
                .map(some -> "{\"n\":5,\"callbacks\":" + some + "}")
                .collect(Collectors.joining(",", "{\"jobs\":[", "]}"));
    }

    private static String callbacks(List<String> urls) {
        return urls.stream().map(url -> "{\"url\":\"" + url + "\"}").collect(Collectors.joining(",", "[", "]"));
    }

    private static List<String> drain(List<String> urls, int count) {
        List<String> some = new ArrayList<>(urls.subList(0, count));
        urls.subList(0, count).clear();
        return some;
    }
}
