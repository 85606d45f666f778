package dev.interleave.computation;

import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;

/// `n!`.
final class Factorial implements Computation {

    /// What requests and checkpoints call it.
    static final String NAME = "factorial";

    /// A task, a calculation and their entries in queues and maps, with room to spare.
    private static final long OVERHEAD_BYTES = 2_048;

    /// The fast algorithm is ahead from about 200 on (docs/performance.md). Up to here that is less than 0.2
    /// ms, and the iterative one can be followed step by step.
    private static final long FAST_FROM = 1_024;

    private final long maxN;

    /// @param maxN the largest `n` taken
    Factorial(long maxN) {
        this.maxN = maxN;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "The factorial of n: the product of all whole numbers from 1 to n, exactly.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter("n", 0, maxN, "The number whose factorial is wanted."));
    }

    @Override
    public List<Algorithm> algorithms() {
        return List.of(Algorithm.ITERATIVE, Algorithm.FAST);
    }

    @Override
    public Algorithm bestFor(Input input) {
        return input.get("n") < FAST_FROM ? Algorithm.ITERATIVE : Algorithm.FAST;
    }

    @Override
    public Cost estimate(Input input, Algorithm algorithm) {
        long n = input.get("n");
        long bits = FactorialSize.bits(n);
        return switch (algorithm) {
            case ITERATIVE ->
                new Cost(OptionalLong.of(IterativeFactorial.steps(n)), bits, bits / Byte.SIZE + OVERHEAD_BYTES);
            case FAST ->
                new Cost(OptionalLong.empty(), bits, FastFactorialEstimate.of(n).bytes() + OVERHEAD_BYTES);
        };
    }

    @Override
    public Calculation start(Input input, Algorithm algorithm) {
        return switch (algorithm) {
            case ITERATIVE -> new IterativeFactorial(input.get("n"));
            case FAST -> new FastFactorial(input.get("n"));
        };
    }

    @Override
    public Calculation resume(Input input, Algorithm algorithm, InputStream checkpoint) {
        long n = input.get("n");
        return StoredCheckpoint.read(NAME, input, algorithm, checkpoint, in -> switch (algorithm) {
            case ITERATIVE -> IterativeFactorial.readFrom(n, in);
            case FAST -> new FastFactorial(n, SwingState.readFrom(n, in));
        });
    }
}
