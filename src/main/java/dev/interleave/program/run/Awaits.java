package dev.interleave.program.run;

import dev.interleave.computation.await.AwaitResult;
import dev.interleave.computation.await.Awaitable;
import dev.interleave.language.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Translates between what a program waits for and what a calculation waits for. Static methods only; thread-safe.
final class Awaits {

    private static final String COMPUTATION = "computation";
    private static final String PROGRAM = "program";
    private static final String INPUT = "input";

    private Awaits() {}

    /// @param await what a program waits for, or null
    /// @return each part of it; empty if the program does not wait
    static List<Awaitable> of(@Nullable Await await) {
        return switch (await) {
            case null -> List.of();
            case Await.All(List<Await> all) -> all.stream().map(Awaits::item).toList();
            case Await.Single single -> List.of(item(single));
            case Await.First first -> List.of(item(first));
        };
    }

    private static Awaitable item(Await await) {
        return switch (await) {
            case Await.Job(String computation, String program, Map<String, @Nullable Object> input) ->
                new Awaitable.ChildJob(request(computation, program, input));
            case Await.Sleep(Duration duration) -> new Awaitable.Sleep(duration);
            case Await.Until(Instant time) -> new Awaitable.Until(time);
            case Await.First(List<Await.Single> alternatives) ->
                new Awaitable.First(alternatives.stream().map(Awaits::item).toList());
            case Await.All _ -> throw new IllegalArgumentException("nested");
        };
    }

    private static Map<String, @Nullable Object> request(
            @Nullable String computation, @Nullable String program, Map<String, @Nullable Object> input) {
        Map<String, @Nullable Object> request = new LinkedHashMap<>();
        request.put(computation == null ? PROGRAM : COMPUTATION, computation == null ? program : computation);
        request.put(INPUT, input);
        return request;
    }

    /// @param await what the program waits for
    /// @param values of each part
    /// @return the value with which the program continues
    static @Nullable Object value(Await await, List<@Nullable Object> values) {
        List<@Nullable Object> all = new ArrayList<>();
        values.forEach(value -> all.add(value(value)));
        return await instanceof Await.All ? all : all.getFirst();
    }

    private static @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case AwaitResult.Json(String text) -> InputJson.readValue(text);
            case AwaitResult.Winner(int index, Object won) -> new Await.Winner(index, value(won));
            default -> value;
        };
    }

    /// @param job that has ended without a result
    /// @return the same, for the program
    static Await.EndedJob ended(AwaitResult.FailedJob job) {
        return new Await.EndedJob(job.isCancelled(), job.id(), job.state(), job.reason(), job.message());
    }
}
