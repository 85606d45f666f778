package dev.interleave.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Runs a workflow of 1,000 jobs in three layers on two instances, and kills one of them in the middle. Each job runs
/// once, and starts after its predecessors have ended. `workflow.seed` repeats the workflow of an earlier run.
class WorkflowIT {

    private static final int ROOTS = 100;
    private static final int MIDDLE = 800;
    private static final int JOBS = 1_000;

    /// The instance is killed when this job has ended.
    private static final int KILLED_AFTER = ROOTS + MIDDLE / 3;

    @TempDir
    private Path folder;

    private final long seed = Long.getLong("workflow.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Ledger ledger = new Ledger();

    /// The places of the predecessors of each job.
    private final List<List<Integer>> after =
            IntStream.range(0, JOBS).mapToObj(this::predecessors).toList();

    private List<Integer> predecessors(int place) {
        if (place < ROOTS) {
            return List.of();
        }
        return place < ROOTS + MIDDLE ? some(3, 0, ROOTS) : some(8, ROOTS, ROOTS + MIDDLE);
    }

    private List<Integer> some(int count, int from, int to) {
        return random.ints(from, to).distinct().limit(count).boxed().toList();
    }

    @Test
    void runsEachJobOnceAndAfterItsPredecessors() throws Exception {
        String key = Member.newSecretKey();
        try (PostgresProcess postgres = new PostgresProcess(folder.resolve("postgres"));
                Member killed = member("a", postgres, key);
                Member other = member("b", postgres, key)) {
            killed.awaitUp();
            other.awaitUp();
            List<String> ids = submit(killed.api());

            await().atMost(Duration.ofMinutes(1)).until(() -> hasEnded(other.api(), ids.get(KILLED_AFTER)));
            killed.kill();
            Instant kill = Instant.now();

            Inspection inspection = new Inspection(other.api(), ledger, new Factorials());
            inspection.awaitAllEnded();
            assertThat(inspection.inspect(random)).isEqualTo(JOBS);
            assertThat(inspection.lost()).describedAs("lost, seed %d", seed).isEmpty();
            assertThat(ledger.faults()).describedAs("wrong, seed %d", seed).isEmpty();
            Map<String, JsonNode> jobs = other.api().allJobs();
            inspectOrder(ids.stream().map(jobs::get).toList(), kill);
            System.out.printf(
                    "workflow test: %d jobs, 0 lost, 0 wrong, 0 too early, %d taken over; seed %d%n",
                    JOBS, other.requeued(), seed);
        }
    }

    private Member member(String name, PostgresProcess postgres, String key) throws IOException {
        return new Member(name, Map.of(), folder, "--spring.datasource.url=" + postgres.url(), key);
    }

    private List<String> submit(Api api) throws IOException {
        Submitted request =
                new Submitted("workflow", random.ints(JOBS, 1, 6_000).boxed().toList(), true, null);
        ledger.asked(request);
        Api.Answer answer = api.post(request.path(), body(request));
        assertThat(answer.status()).describedAs(answer.toString()).isEqualTo(202);
        List<JsonNode> jobs = answer.body().path("jobs").valueStream().toList();
        ledger.acknowledged(request, jobs);
        return jobs.stream().map(job -> job.path("id").asString()).toList();
    }

    private String body(Submitted request) {
        return IntStream.range(0, JOBS)
                .mapToObj(place -> request.computation(place)
                        .replaceFirst("}$", ",\"name\":\"%d\"%s}".formatted(place, after(place))))
                .collect(Collectors.joining(",", "{\"jobs\":[", "]}"));
    }

    private String after(int place) {
        return after.get(place).isEmpty()
                ? ""
                : after.get(place).stream()
                        .map(predecessor -> "\"" + predecessor + "\"")
                        .collect(Collectors.joining(",", ",\"after\":[", "]"));
    }

    private static boolean hasEnded(Api api, String job) throws IOException {
        return Ledger.isFinal(api.get("/v1/jobs/" + job).body());
    }

    private void inspectOrder(List<JsonNode> jobs, Instant kill) {
        for (int place = 0; place < JOBS; place++) {
            for (int predecessor : after.get(place)) {
                assertThat(time(jobs.get(place), "startedAt"))
                        .describedAs("start of %d, which waits for %d, seed %d", place, predecessor, seed)
                        .isAfterOrEqualTo(time(jobs.get(predecessor), "finishedAt"));
            }
        }
        assertThat(jobs)
                .describedAs("jobs that end after the kill")
                .anyMatch(job -> time(job, "finishedAt").isAfter(kill));
    }

    private static Instant time(JsonNode job, String member) {
        return Instant.parse(job.path(member).asString());
    }
}
