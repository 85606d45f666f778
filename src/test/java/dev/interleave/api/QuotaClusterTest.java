package dev.interleave.api;

import static dev.interleave.api.Client.ENDLESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.InterleaveApplication;
import dev.interleave.SettableClock;
import dev.interleave.store.Postgres;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/// Two instances on one PostgreSQL: together, they give an owner no more than one would.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuotaClusterTest {

    private static final SettableClock CLOCK = new SettableClock();
    private static final int IN_FLIGHT = 20;
    private static final int ROOM = 20_000;

    @TestConfiguration(proxyBeanMethods = false)
    static class SharedClock {

        @Bean
        @Primary
        SettableClock sharedClock() {
            return CLOCK;
        }
    }

    private final String database = Postgres.newDatabase();
    private final List<ConfigurableApplicationContext> instances = List.of(start(), start());

    @AfterAll
    void stop() {
        instances.forEach(ConfigurableApplicationContext::close);
    }

    @AfterEach
    void cancelJobs() {
        for (String owner : List.of("flight", "room", "loop")) {
            for (String state : List.of("queued", "running")) {
                with(0, owner)
                        .get("/v1/jobs?pageSize=200&state=" + state)
                        .jsonPath()
                        .<String>getList("jobs.id")
                        .forEach(id -> with(0, owner).post("/v1/jobs/" + id + "/cancel"));
            }
        }
    }

    @Test
    void limitsJobsInFlightExactly() throws Exception {
        List<Integer> answers = together(4, 10, instance -> submit(instance, "flight", ENDLESS));

        assertThat(answers).containsOnly(202, 429);
        assertThat(answers.stream().filter(status -> status == 202)).hasSize(IN_FLIGHT);
        for (int instance = 0; instance < 2; instance++) {
            assertThat(standing(instance, "flight").getInt("limits[0].used")).isEqualTo(IN_FLIGHT);
        }
    }

    @Test
    void neverExceedsStoredResults() throws Exception {
        List<Integer> answers = together(4, 5, instance -> submit(instance, "room", 1_000));

        assertThat(answers).containsOnly(202, 429);
        assertThat(answers.stream().filter(status -> status == 202).count())
                .isEqualTo(ROOM / 3_640); // 2,568 digits and 8,530 bits, by an upper bound
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                with(0, "room").get("/v1/jobs?state=succeeded").<List<?>>path("jobs"))
                        .hasSize(ROOM / 3_640));
        Awaitility.await() // the other instance may have read the usage before the last job ended
                .untilAsserted(() -> assertThat(standing(1, "room").getInt("limits[0].used"))
                        .isEqualTo(ROOM / 3_640 * (2_568 + 1_067)));
    }

    @Test
    void sharesRequestsExceptATwentiethOfTheBurst() throws Exception {
        List<Integer> answers = together(
                2,
                60,
                instance -> with(instance, "rate").get("/v1/computations").statusCode());

        assertThat(answers).containsOnly(200, 429);
        assertThat(answers.stream().filter(status -> status == 200).count()).isBetween(100L, 105L);
        CLOCK.forward(Duration.ofSeconds(1));
        assertThat(with(0, "rate").get("/v1/computations").statusCode()).isEqualTo(200);
        assertThat(with(1, "rate").get("/v1/computations").statusCode()).isEqualTo(200);
    }

    @Test
    void sharesLoopTimeBetweenInstances() {
        assertThat(submit(0, "loop", ENDLESS)).isEqualTo(202);

        Awaitility.await()
                .until(() -> standing(0, "loop").getInt("limits[0].remaining") == 0
                        && standing(1, "loop").getInt("limits[0].remaining") == 0);

        assertThat(submit(0, "loop", 5)).isEqualTo(429);
        assertThat(submit(1, "loop", 5)).isEqualTo(429);
    }

    private interface Call {

        int on(int instance);
    }

    /// So many threads per instance do something so often, all at once.
    private static List<Integer> together(int threads, int times, Call call) throws Exception {
        List<Future<List<Integer>>> answers = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(2 * threads)) {
            for (int i = 0; i < 2 * threads; i++) {
                int instance = i % 2;
                answers.add(executor.submit(() -> IntStream.range(0, times)
                        .mapToObj(_ -> call.on(instance))
                        .toList()));
            }
        }
        List<Integer> all = new ArrayList<>();
        for (Future<List<Integer>> answer : answers) {
            all.addAll(answer.get());
        }
        return all;
    }

    private int submit(int instance, String owner, long n) {
        Response answer = with(instance, owner)
                .contentType("application/json")
                .body("{\"algorithm\":\"iterative\",\"n\":" + n + "}")
                .post("/v1/jobs");
        return answer.statusCode();
    }

    private JsonPath standing(int instance, String owner) {
        return with(instance, owner)
                .get("/v1/quota")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private RequestSpecification with(int instance, String owner) {
        String port = instances.get(instance).getEnvironment().getRequiredProperty("local.server.port");
        return new Client(Integer.parseInt(port)).request().header("Authorization", "Bearer " + key(owner));
    }

    private static String key(String owner) {
        return "key-of-" + owner + "-of-these-tests";
    }

    private ConfigurableApplicationContext start() {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.datasource.url=" + database,
                "--interleave.event-loop.warm-up=PT0S",
                "--interleave.webhooks.secret-key=" + Base64.getEncoder().encodeToString(new byte[32]),
                "--interleave.quota.owners.flight.jobs-in-flight=" + IN_FLIGHT,
                "--interleave.quota.owners.room.stored-results=" + ROOM + "B",
                "--interleave.quota.owners.rate.requests-per-second=100",
                "--interleave.quota.owners.loop.loop-time-per-hour=PT0.2S"));
        List<String> owners = List.of("flight", "room", "rate", "loop");
        for (int i = 0; i < owners.size(); i++) {
            arguments.add("--interleave.security.api-keys[" + i + "].name=" + owners.get(i));
            arguments.add("--interleave.security.api-keys[" + i + "].key=" + key(owners.get(i)));
        }
        return new SpringApplicationBuilder(SharedClock.class, InterleaveApplication.class)
                .run(arguments.toArray(String[]::new));
    }
}
