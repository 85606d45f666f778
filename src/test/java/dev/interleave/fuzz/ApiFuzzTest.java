package dev.interleave.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Requests made from the API description itself, right ones and wrong ones, for every operation: whatever is
/// sent, the answer is one that is described. With the same `fuzz.seed` the same requests are made again;
/// `fuzz.requests` tells how many.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "interleave.security.api-keys=" + ApiFuzzTest.KEY,
            "interleave.limits.max-n=100000",
            "interleave.limits.queue-capacity=1000000"
        })
class ApiFuzzTest {

    static final String KEY = "a-key-of-the-fuzz-test-000000001";
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 3_000);
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_123L);
    private static final int AT_A_TIME = 6;
    private static final int ROUND = 250;

    private final Map<String, Map<Integer, AtomicInteger>> statuses = new ConcurrentHashMap<>();
    private final Map<String, String> wrong = Collections.synchronizedMap(new TreeMap<>());

    @LocalServerPort
    private int port;

    @Test
    void answersEveryRequestAsDescribed() throws Exception {
        try (Wire wire = new Wire(port);
                ExecutorService senders = Executors.newFixedThreadPool(AT_A_TIME)) {
            String description =
                    wire.send("GET", "/v3/api-docs", List.of(), null).text();
            List<Described> operations = Described.all(parsed(description));
            Verdict verdict = new Verdict(description);
            Things things = new Things(wire, KEY);
            for (int from = 0; from < REQUESTS; from += ROUND) {
                things.refill();
                List<Future<?>> sent = new ArrayList<>();
                for (int i = from; i < Math.min(REQUESTS, from + ROUND); i++) {
                    Attempt attempt =
                            new RequestMaker(Choice.of(SEED, i), things).make(i, operations.get(i % operations.size()));
                    sent.add(senders.submit(() -> send(wire, verdict, attempt)));
                }
                await(sent);
            }
            System.out.println("fuzz: " + REQUESTS + " requests, seed " + SEED + ": " + new TreeMap<>(statuses));
            assertThat(wrong).as("seed " + SEED).isEmpty();
            assertThat(operations).allSatisfy(this::wasTriedBothWays);
        }
    }

    private void send(Wire wire, Verdict verdict, Attempt attempt) {
        Answer answer = wire.send(attempt.operation().method(), attempt.target(), attempt.headers(), attempt.body());
        statuses.computeIfAbsent(attempt.operation().id(), _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(answer.status(), _ -> new AtomicInteger())
                .incrementAndGet();
        verdict.on(attempt, answer)
                .forEach(why -> wrong.putIfAbsent(
                        attempt.operation() + " " + answer.status() + " " + why,
                        "\n" + attempt + "\n" + answer + "\n"));
    }

    /// The requests would show nothing if all of them were refused, or none.
    private void wasTriedBothWays(Described operation) {
        Set<Integer> seen = statuses.getOrDefault(operation.id(), Map.of()).keySet();
        assertThat(seen).as(operation.toString()).anyMatch(status -> status < 300);
        if (operation.takesAnything()) {
            assertThat(seen).as(operation.toString()).anyMatch(status -> status >= 400);
        }
    }

    private static OpenAPI parsed(String description) {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        options.setResolveFully(true);
        return new OpenAPIV3Parser().readContents(description, null, options).getOpenAPI();
    }

    private static void await(List<Future<?>> sent) throws InterruptedException, ExecutionException {
        for (Future<?> one : sent) {
            one.get();
        }
    }
}
