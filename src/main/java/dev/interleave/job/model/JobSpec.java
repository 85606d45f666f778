package dev.interleave.job.model;

import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Computation;
import dev.interleave.computation.Cost;
import dev.interleave.computation.Input;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The specification of a job. Immutable and thread-safe. A class and not a record, because it estimates its
/// cost once.
public final class JobSpec {

    /// The result of about 8,000!: up to there, a job takes milliseconds.
    private static final long CHECKPOINTED_BITS = 100_000;

    private static final double DIGITS_PER_BIT = Math.log10(2);

    private final Computation computation;
    private final Input input;
    private final Algorithm algorithm;
    private final Priority priority;
    private final Map<String, String> labels;
    private final @Nullable Duration timeout;

    /// Estimated at the first request. Racing threads set equal values.
    private @Nullable Cost cost;

    /// @param computation what to compute
    /// @param input within the limits of the computation
    /// @param algorithm one that the computation has
    /// @param priority weight among the jobs of the same owner
    /// @param labels of the client, in its order
    /// @param timeout the longest time on a loop, or null for no limit
    public JobSpec(
            Computation computation,
            Input input,
            Algorithm algorithm,
            Priority priority,
            Map<String, String> labels,
            @Nullable Duration timeout) {
        this.computation = computation;
        this.input = input;
        this.algorithm = algorithm;
        this.priority = priority;
        this.labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        this.timeout = timeout;
    }

    /// @return what to compute
    public Computation computation() {
        return computation;
    }

    /// @return the input of the computation
    public Input input() {
        return input;
    }

    /// @return the algorithm, never `auto`
    public Algorithm algorithm() {
        return algorithm;
    }

    /// @return the weight among the jobs of the same owner
    public Priority priority() {
        return priority;
    }

    /// @return the labels of the client, in its order
    public Map<String, String> labels() {
        return labels;
    }

    /// @return the longest time on a loop, or null for no limit
    public @Nullable Duration timeout() {
        return timeout;
    }

    /// @return the estimated cost, which depends on the computation, the input and the algorithm alone
    public Cost cost() {
        Cost known = cost;
        if (known == null) {
            known = computation.estimate(input, algorithm);
            cost = known;
        }
        return known;
    }

    /// @return whether the job may run long enough to be worth a checkpoint
    public boolean mayBeCheckpointed() {
        return cost().bits() > CHECKPOINTED_BITS;
    }

    /// @return an upper bound of the storage that the result uses, in bytes
    public long resultBytes() {
        long bits = cost().bits();
        return JobResult.storedBytes((long) Math.ceil(bits * DIGITS_PER_BIT) + 1, bits);
    }

    /// @param newPriority the weight among the jobs of the same owner
    /// @param newLabels of the client, in its order
    /// @return the same computation of the same input
    public JobSpec with(Priority newPriority, Map<String, String> newLabels) {
        return new JobSpec(computation, input, algorithm, newPriority, newLabels, timeout);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JobSpec spec
                && computation.equals(spec.computation)
                && input.equals(spec.input)
                && algorithm == spec.algorithm
                && priority == spec.priority
                && labels.equals(spec.labels)
                && Objects.equals(timeout, spec.timeout);
    }

    @Override
    public int hashCode() {
        return Objects.hash(computation, input, algorithm, priority, labels, timeout);
    }

    @Override
    public String toString() {
        return "JobSpec[" + computation.name() + input.values() + ", " + algorithm + ", " + priority + ", " + labels
                + ", " + timeout + "]";
    }
}
