package dev.interleave.computation.factorial;

import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Calculation;
import dev.interleave.computation.Checkpoint;
import dev.interleave.computation.Computation;
import dev.interleave.computation.Cost;
import dev.interleave.computation.Input;
import dev.interleave.computation.Parameter;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;

/// `n!`.
public final class Factorial implements Computation {

    /// What requests and checkpoints call it.
    static final String NAME = "factorial";

    /// A task, a calculation and their entries in queues and maps, with room to spare.
    private static final long OVERHEAD_BYTES = 2_048;

    /// The fast algorithm is ahead from about 200 on (docs/performance.md). Up to here that is less than 0.2
    /// ms, and the iterative one can be followed step by step.
    private static final long FAST_FROM = 1_024;

    /// What a multiplication by a word takes, in nanoseconds: the turn around it, and 0.8 per word of the
    /// number.
    private static final double UNITS_PER_STEP = 20;

    private static final double UNITS_PER_BIT = 0.8 / Long.SIZE;

    private final long maxN;

    /// @param maxN the largest `n` taken
    public Factorial(long maxN) {
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
            case ITERATIVE -> {
                long steps = IterativeFactorial.steps(n);
                double units = steps * (UNITS_PER_STEP + bits * UNITS_PER_BIT / 2);
                yield new Cost(OptionalLong.of(steps), bits, bits / Byte.SIZE + OVERHEAD_BYTES, units);
            }
            case FAST -> {
                var estimate = FastFactorialEstimate.of(n);
                yield new Cost(OptionalLong.empty(), bits, estimate.bytes() + OVERHEAD_BYTES, estimate.units());
            }
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
        return Checkpoint.read(NAME, input, algorithm, checkpoint, in -> switch (algorithm) {
            case ITERATIVE -> IterativeFactorial.readFrom(n, in);
            case FAST -> new FastFactorial(n, SwingState.readFrom(n, in));
        });
    }
}
