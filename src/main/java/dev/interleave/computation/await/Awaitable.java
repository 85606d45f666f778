package dev.interleave.computation.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a calculation can wait for. Immutable.
public sealed interface Awaitable {

    /// The end of a job that is to be submitted.
    ///
    /// @param request members of the request, not checked: texts, booleans, null, finite numbers (`Long`,
    ///     `BigInteger`, `Double`), lists and maps
    record ChildJob(Map<String, @Nullable Object> request) implements Awaitable {}

    /// The end of a time span that begins with the wait.
    ///
    /// @param duration not negative
    record Sleep(Duration duration) implements Awaitable {}

    /// A time.
    ///
    /// @param time may be in the past
    record Until(Instant time) implements Awaitable {}

    /// The first of several to end.
    ///
    /// @param alternatives at least one, none of them a [First]
    record First(List<Awaitable> alternatives) implements Awaitable {}

    /// @return the jobs in it, in order
    default Stream<ChildJob> jobs() {
        return switch (this) {
            case ChildJob job -> Stream.of(job);
            case Sleep _, Until _ -> Stream.of();
            case First(List<Awaitable> alternatives) -> alternatives.stream().flatMap(Awaitable::jobs);
        };
    }
}
