package dev.interleave.crash;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A request that submits jobs. Labels on each job hold the name of the request and the position in it.
/// Immutable.
///
/// @param name unique among the requests
/// @param ns the `n` of each job
/// @param isBatch whether the request is a batch
/// @param key the Idempotency-Key, or null
record Submitted(
        String name,
        List<Integer> ns,
        boolean isBatch,
        @Nullable String key) {

    static final String REQUEST = "request";
    static final String PLACE = "place";

    /// Jobs from this `n` on use the slow iterative algorithm.
    private static final int LONG_FROM = 100_000;

    /// One job of so many is a program.
    private static final int PROGRAMS = 4;

    /// Computes the factorial as well.
    private static final String PROGRAM = """
            def main(n):\\n  product = 1\\n  while n > 1:\\n    product *= n\\n    n -= 1\\n    yield product\\n  return product\\n\
            """;

    String path() {
        return isBatch ? "/v1/jobs/batch" : "/v1/jobs";
    }

    String body() {
        String jobs = IntStream.range(0, ns.size()).mapToObj(this::job).collect(Collectors.joining(","));
        return isBatch ? "{\"jobs\":[" + jobs + "]}" : jobs;
    }

    private String job(int place) {
        String job = computation(place);
        return job.substring(0, job.length() - 1) + start(place) + "}";
    }

    /// Every fifth batch is a chain of jobs, and every fifth other job starts later.
    private String start(int place) {
        if (name.hashCode() % 5 != 0) {
            return "";
        }
        if (!isBatch) {
            return ns.getFirst() < LONG_FROM ? ",\"delay\":\"PT0.7S\"" : "";
        }
        return ",\"name\":\"" + place + "\"" + (place == 0 ? "" : ",\"after\":[\"" + (place - 1) + "\"]");
    }

    /// The job at a place, without a start and without predecessors.
    String computation(int place) {
        int n = ns.get(place);
        if ((name.hashCode() + place) % PROGRAMS == 0) {
            return "{\"program\":\"%s\",\"input\":{\"n\":%d},\"labels\":{\"%s\":\"%s\",\"%s\":\"%d\"}}"
                    .formatted(PROGRAM, n, REQUEST, name, PLACE, place);
        }
        return "{\"n\":%d,\"algorithm\":\"%s\",\"labels\":{\"%s\":\"%s\",\"%s\":\"%d\"}}"
                .formatted(n, n < LONG_FROM ? "auto" : "iterative", REQUEST, name, PLACE, place);
    }
}
