package dev.interleave.crash;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A request to run jobs. Each job has its name and its place in it as labels, so that a job found later tells
/// which request it comes from. Immutable.
///
/// @param name of no other request
/// @param ns one `n` for each job
/// @param isBatch whether it is one, or a single job
/// @param key the Idempotency-Key, or null
record Submitted(
        String name,
        List<Integer> ns,
        boolean isBatch,
        @Nullable String key) {

    static final String REQUEST = "request";
    static final String PLACE = "place";

    /// From here on, a job is meant to take its time.
    private static final int LONG_FROM = 100_000;

    String path() {
        return isBatch ? "/v1/jobs/batch" : "/v1/jobs";
    }

    String body() {
        String jobs = IntStream.range(0, ns.size()).mapToObj(this::job).collect(Collectors.joining(","));
        return isBatch ? "{\"jobs\":[" + jobs + "]}" : jobs;
    }

    private String job(int place) {
        int n = ns.get(place);
        return "{\"n\":%d,\"algorithm\":\"%s\",\"labels\":{\"%s\":\"%s\",\"%s\":\"%d\"}}"
                .formatted(n, n < LONG_FROM ? "auto" : "iterative", REQUEST, name, PLACE, place);
    }
}
