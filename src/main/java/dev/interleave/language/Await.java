package dev.interleave.language;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a program waits for, as plain data. Immutable.
///
/// Each of the types has a value with which the program continues ([Execution#resumeWith]): numbers (`Integer`,
/// `Long`, `BigInteger`, `Double`), texts, booleans, null, octets (`byte[]`), and lists and maps of such values.
public sealed interface Await {

    /// A single job or time.
    sealed interface Single extends Await {}

    /// A job; the program continues with its result. Each wait for a job starts a job of its own.
    ///
    /// @param computation the name of a computation or of a program, which may end in `@` and a version; null if
    ///     there is a source. Not empty, not checked further
    /// @param program the source of a program, not checked; null if there is a name
    /// @param input by name: texts, booleans, null, finite numbers (`Long`, `BigInteger`, `Double`), lists and maps
    record Job(@Nullable String computation, @Nullable String program, Map<String, @Nullable Object> input)
            implements Single {}

    /// The end of a time span that begins with the wait; the program continues with null.
    ///
    /// @param duration not negative, at most 10¹⁰ s
    record Sleep(Duration duration) implements Single {}

    /// A time; the program continues with null.
    ///
    /// @param time in the years 0 to 9999, may be in the past
    record Until(Instant time) implements Single {}

    /// The first of several; the program continues with a [Winner].
    ///
    /// @param alternatives at least one
    record First(List<Single> alternatives) implements Await {}

    /// All of several; the program continues with a list of the values, in the same order.
    ///
    /// @param awaits at least one, each a [Single] or a [First]
    record All(List<Await> awaits) implements Await {}

    /// The first of several that has ended; the program gets a pair.
    ///
    /// @param index of the alternative, from 0
    /// @param value of the alternative
    record Winner(int index, @Nullable Object value) {}

    /// A job that has ended without a result; the program gets an exception with these attributes.
    ///
    /// @param isCancelled whether the exception is a `JobCancelled`; otherwise, it is a `JobError`
    /// @param id of the job
    /// @param state of the job
    /// @param reason a name of the reason
    /// @param message for a reader, also the text of the exception
    record EndedJob(boolean isCancelled, String id, String state, String reason, String message) {}
}
