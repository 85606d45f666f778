package dev.interleave.computation.await;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a wait has ended. Immutable.
public sealed interface AwaitResult {

    /// Everything that was waited for has ended.
    ///
    /// @param values of each item, in order. Of a job: its result as a number (`Long`, `BigInteger`, `Double`),
    ///     text, boolean, null, octets (`byte[]`), list or map, or the [Json] of it. Of a time: null. Of an
    ///     [Awaitable.First]: a [Winner]
    record Values(List<@Nullable Object> values) implements AwaitResult {}

    /// A job has ended without a result.
    ///
    /// @param isCancelled whether the job was cancelled
    /// @param id of the job
    /// @param state of the job
    /// @param reason a name of the reason
    /// @param message for a reader
    record FailedJob(boolean isCancelled, String id, String state, String reason, String message)
            implements AwaitResult {}

    /// The wait is not possible.
    ///
    /// @param exception the name of a class of exceptions, such as `ValueError`
    /// @param message for a reader
    record Refused(String exception, String message) implements AwaitResult {}

    /// A result that is a JSON text.
    ///
    /// @param text of any value
    record Json(String text) {}

    /// The first of several that has ended.
    ///
    /// @param index of the alternative, from 0
    /// @param value of the alternative
    record Winner(int index, @Nullable Object value) {}
}
