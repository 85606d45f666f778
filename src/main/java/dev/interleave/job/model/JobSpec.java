package dev.interleave.job.model;

import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Computation;
import dev.interleave.computation.Cost;
import dev.interleave.computation.Input;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a client wants computed. Immutable.
///
/// @param computation what to compute
/// @param input within its limits
/// @param algorithm how
/// @param priority how much of the loop it gets beside others
/// @param labels the client's own, in its order
/// @param timeout how long it may run, or null for as long as it takes
public record JobSpec(
        Computation computation,
        Input input,
        Algorithm algorithm,
        Priority priority,
        Map<String, String> labels,
        @Nullable Duration timeout) {

    /// The result of some 8,000!: up to there, a job takes milliseconds.
    private static final long CHECKPOINTED_BITS = 100_000;

    private static final double DIGITS_PER_BIT = Math.log10(2);

    public JobSpec {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /// Whether the job may take long enough for it to be saved on the way.
    ///
    /// @return false if it is over before that would pay
    public boolean mayBeCheckpointed() {
        return cost().bits() > CHECKPOINTED_BITS;
    }

    /// The storage that the result may use.
    ///
    /// @return an upper bound, in bytes
    public long resultBytes() {
        long bits = cost().bits();
        return JobResult.storedBytes((long) Math.ceil(bits * DIGITS_PER_BIT) + 1, bits);
    }

    /// @return what it will take, known from the input alone
    public Cost cost() {
        return computation.estimate(input, algorithm);
    }
}
