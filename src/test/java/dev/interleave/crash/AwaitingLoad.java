package dev.interleave.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.crash.Api.Answer;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Programs that submit jobs and wait for them while faults are injected. At the end, each of them must have
/// the right result, and have submitted each of its jobs once. Not thread-safe.
final class AwaitingLoad {

    private static final int ROUNDS = 12;
    private static final int CHILDREN_PER_ROUND = 4;

    /// Each round waits for three jobs at a time, then for a time, which overtakes a job that does not end by
    /// itself.
    private static final String PROGRAM = """
            def main(k):
                total = 0
                for i in range(%d):
                    a, b, c = yield [
                        job('factorial', n=6),
                        job('fibonacci', n=10),
                        job(program='def main(x): return x * x', input={'x': i}),
                    ]
                    winner, value = yield first(sleep(0.02), job('factorial', n=1000000, algorithm='iterative'))
                    total += a + b + c + k + winner
                return total
            """.formatted(ROUNDS).replace("\n", "\\n");

    private final Ledger ledger;
    private final Set<String> acknowledged = new HashSet<>();
    private int sent;
    private int submitted;

    AwaitingLoad(Ledger ledger) {
        this.ledger = ledger;
    }

    /// Submits programs.
    void submit(Api api, int programs) throws IOException {
        for (int i = 0; i < programs; i++) {
            Answer answer =
                    api.post("/v1/jobs", "{\"program\":\"%s\",\"input\":{\"k\":%d}}".formatted(PROGRAM, sent++));
            assertThat(answer.status()).describedAs(answer.toString()).isEqualTo(202);
            acknowledged.add(answer.body().path("id").asString());
        }
    }

    /// Removes the programs and their jobs from those of the service, and records in the ledger what is wrong
    /// with them.
    ///
    /// @param jobs all of the service, by id
    void inspect(Map<String, JsonNode> jobs) {
        Map<String, Integer> children = new HashMap<>();
        jobs.values().forEach(job -> children.merge(job.path("parent").asString(""), 1, Integer::sum));
        Map<String, JsonNode> parents = jobs.entrySet().stream()
                .filter(job -> isParent(job.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        parents.forEach((id, parent) -> inspect(parent, children.getOrDefault(id, 0)));
        acknowledged.stream()
                .filter(id -> !parents.containsKey(id))
                .forEach(id -> ledger.fault("program " + id + " is lost"));
        submitted = 0;
        jobs.values().removeIf(job -> {
            boolean isChild = job.hasNonNull("parent");
            if (isChild) {
                submitted++;
                inspectChild(job, parents);
            }
            return isChild || isParent(job);
        });
    }

    private static boolean isParent(JsonNode job) {
        return job.at("/input/k").isNumber() && !job.hasNonNull("parent");
    }

    private void inspect(JsonNode parent, int children) {
        ledger.seen(parent);
        int expected = 0;
        for (int i = 0; i < ROUNDS; i++) {
            expected += 720 + 55 + i * i + parent.at("/input/k").asInt();
        }
        boolean right = parent.path("state").asString().equals("succeeded")
                && parent.at("/result/value").asString().equals(String.valueOf(expected))
                && parent.at("/progress/steps").asInt() == 2 * ROUNDS;
        if (!right || children != ROUNDS * CHILDREN_PER_ROUND) {
            ledger.fault("a program with " + children + " jobs is wrong, not " + expected + ": " + parent);
        }
    }

    private void inspectChild(JsonNode child, Map<String, JsonNode> parents) {
        ledger.seen(child);
        String state = child.at("/input/n").asInt() == 1_000_000 ? "cancelled" : "succeeded";
        if (!parents.containsKey(child.path("parent").asString())
                || !child.path("state").asString().equals(state)) {
            ledger.fault("a job of a program is wrong: " + child);
        }
    }

    /// The jobs that the programs have submitted.
    int submitted() {
        return submitted;
    }
}
