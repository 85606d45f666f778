package dev.interleave.computation.binomial;

import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Calculation;
import dev.interleave.computation.Checkpoint;
import dev.interleave.computation.Computation;
import dev.interleave.computation.Cost;
import dev.interleave.computation.Input;
import dev.interleave.computation.Parameter;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Binomial coefficients: `n! / (k! (n-k)!)`.
public final class Binomial implements Computation {

    /// What requests and checkpoints call it.
    static final String NAME = "binomial";

    /// A task, a calculation and their entries in queues and maps, with room to spare.
    private static final long OVERHEAD_BYTES = 2_048;

    /// Up to here, in nanoseconds, being quicker counts less than being followed step by step.
    private static final double SHORT_UNITS = 200_000;

    private final long maxN;

    /// @param maxN the largest `n` taken
    public Binomial(long maxN) {
        this.maxN = maxN;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "The binomial coefficient \"n choose k\": how many subsets of k elements a set of n elements has, exactly.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("n", 0, maxN, "The size of the set."),
                new Parameter("k", 0, maxN, "The size of the subsets, not larger than n."));
    }

    @Override
    public Map<String, String> conflicts(Input input) {
        long n = input.get("n");
        return input.get("k") <= n ? Map.of() : Map.of("k", "must not be larger than n, which is " + n);
    }

    @Override
    public List<Algorithm> algorithms() {
        return List.of(Algorithm.ITERATIVE, Algorithm.FAST);
    }

    @Override
    public Algorithm bestFor(Input input) {
        double iterative = estimate(input, Algorithm.ITERATIVE).units();
        double fast = estimate(input, Algorithm.FAST).units();
        return iterative <= Math.max(fast, SHORT_UNITS) ? Algorithm.ITERATIVE : Algorithm.FAST;
    }

    @Override
    public Cost estimate(Input input, Algorithm algorithm) {
        var size = BinomialSize.of(input);
        return switch (algorithm) {
            case ITERATIVE ->
                new Cost(
                        OptionalLong.of(IterativeBinomial.steps(size)),
                        size.bits(),
                        size.productBits() / Byte.SIZE + OVERHEAD_BYTES,
                        IterativeBinomial.units(size));
            case FAST ->
                new Cost(
                        OptionalLong.empty(),
                        size.bits(),
                        FastBinomial.bytes(size) + OVERHEAD_BYTES,
                        FastBinomial.units(size));
        };
    }

    @Override
    public Calculation start(Input input, Algorithm algorithm) {
        var size = BinomialSize.of(input);
        return switch (algorithm) {
            case ITERATIVE -> new IterativeBinomial(input, size);
            case FAST -> new FastBinomial(input, size);
        };
    }

    @Override
    public Calculation resume(Input input, Algorithm algorithm, InputStream checkpoint) {
        var size = BinomialSize.of(input);
        return Checkpoint.read(NAME, input, algorithm, checkpoint, in -> switch (algorithm) {
            case ITERATIVE -> IterativeBinomial.readFrom(input, size, in);
            case FAST -> FastBinomial.readFrom(input, size, in);
        });
    }
}
