package dev.interleave.crash;

import static org.awaitility.Awaitility.await;

import dev.interleave.crash.Api.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Compares the jobs of a service with its acknowledgements, and records each contradiction in the ledger.
final class Inspection {

    private static final Duration LONGEST_CATCHING_UP = Duration.ofMinutes(5);
    private static final int RESULTS_READ = 40;

    private final Api api;
    private final Ledger ledger;
    private final Factorials factorials;
    private final AwaitingLoad awaiting;
    private final List<String> lost = new ArrayList<>();

    /// Of a service without programs that wait.
    Inspection(Api api, Ledger ledger, Factorials factorials) {
        this(api, ledger, factorials, new AwaitingLoad(ledger));
    }

    Inspection(Api api, Ledger ledger, Factorials factorials, AwaitingLoad awaiting) {
        this.api = api;
        this.ledger = ledger;
        this.factorials = factorials;
        this.awaiting = awaiting;
    }

    void awaitAllEnded() {
        await().atMost(LONGEST_CATCHING_UP)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> Stream.of("waiting", "scheduled", "queued", "running", "paused")
                        .allMatch(this::hasNoneIn));
    }

    /// Inspects every job of the service.
    ///
    /// @return the number of jobs
    int inspect(Random random) throws IOException {
        Map<String, JsonNode> jobs = api.allJobs();
        int all = jobs.size();
        awaiting.inspect(jobs);
        jobs.values().forEach(this::inspect);
        findLost(jobs);
        findTwins(jobs);
        for (String id : ledger.deleted()) {
            if (jobs.containsKey(id)) {
                ledger.fault("job " + id + " is listed although it was deleted");
            }
        }
        readSomeResults(new ArrayList<>(jobs.values()), random);
        return all;
    }

    /// Ids of acknowledged jobs that are missing.
    List<String> lost() {
        return lost;
    }

    private boolean hasNoneIn(String state) {
        try {
            Answer answer = api.get("/v1/jobs?pageSize=1&state=" + state);
            return answer.status() == 200 && answer.body().path("jobs").isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void inspect(JsonNode job) {
        String id = job.path("id").asString();
        ledger.seen(job);
        String state = job.path("state").asString();
        boolean right = switch (state) {
            case "succeeded" -> !ledger.wasCancelled(id) && hasRightValue(job);
            case "cancelled" -> ledger.mayBeCancelled(id) && job.path("result").isNull();
            default -> false; // no job of the load can fail, and all have ended
        };
        if (!right || job.path("finishedAt").isNull() || !isAskedFor(job)) {
            ledger.fault(
                    "job " + id + " is wrong" + (ledger.wasCancelled(id) ? ", it was cancelled" : "") + ": " + job);
        }
    }

    private boolean hasRightValue(JsonNode job) {
        int n = job.at("/input/n").asInt();
        return job.at("/result/sha256").asString().equals(factorials.sha256(n)) && hasRightSteps(job, n);
    }

    private boolean isAskedFor(JsonNode job) {
        Submitted request =
                ledger.request(job.path("labels").path(Submitted.REQUEST).asString());
        int place = Integer.parseInt(job.path("labels").path(Submitted.PLACE).asString());
        return request != null && request.ns().get(place) == job.at("/input/n").asInt();
    }

    private void findLost(Map<String, JsonNode> jobs) {
        ledger.acknowledgedJobs().forEach((id, n) -> {
            JsonNode job = jobs.get(id);
            if (job == null && !ledger.mayBeDeleted(id)) {
                lost.add(id);
            } else if (job != null && job.at("/input/n").asInt() != n) {
                ledger.fault("job " + id + " was accepted for " + n + ": " + job);
            }
        });
    }

    /// Only the iterative algorithm and programs promise a number of steps.
    private static boolean hasRightSteps(JsonNode job, int n) {
        int steps = job.at("/progress/steps").asInt();
        if (job.path("program").isObject()) {
            return steps == Math.max(0, n - 1);
        }
        return job.path("algorithm").asString().equals("iterative") ? steps == Math.max(1, n - 2) : steps > 0;
    }

    /// Each request has created all of its jobs once, or none; each schedule all of its jobs at each tick.
    private void findTwins(Map<String, JsonNode> jobs) {
        Map<String, Integer> made = new HashMap<>();
        ledger.repeated().forEach(name -> made.put(name, 0));
        jobs.values().forEach(job -> made.merge(job.at("/labels/request").asString(), 1, Integer::sum));
        made.forEach((name, count) -> {
            Submitted request = ledger.request(name);
            int repetitions = ledger.repetitions(name);
            if (request == null || request.ns().size() * repetitions != count) {
                ledger.fault(
                        "request " + name + " has created " + count + " jobs in " + repetitions + " times: " + request);
            }
        });
    }

    private void readSomeResults(List<JsonNode> jobs, Random random) throws IOException {
        for (int i = 0; i < RESULTS_READ && !jobs.isEmpty(); i++) {
            JsonNode job = jobs.get(random.nextInt(jobs.size()));
            String href = job.at("/result/href").asString("");
            int n = job.at("/input/n").asInt();
            if (!href.isEmpty() && !api.text(href).equals(factorials.digits(n))) {
                ledger.fault("the result of " + n + "! is wrong: " + job);
            }
        }
    }
}
