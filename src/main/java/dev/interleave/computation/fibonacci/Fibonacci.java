package dev.interleave.computation.fibonacci;

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

/// Fibonacci numbers: `F(0) = 0`, `F(1) = 1`, and each next one is the sum of the two before it.
public final class Fibonacci implements Computation {

    /// What requests and checkpoints call it.
    static final String NAME = "fibonacci";

    private static final long OVERHEAD_BYTES = 2_048;

    /// Up to here the iterative one takes less than 0.2 ms, and it can be followed step by step.
    private static final long FAST_FROM = 2_048;

    private final long maxN;

    /// @param maxN the largest `n` taken
    public Fibonacci(long maxN) {
        this.maxN = maxN;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "The Fibonacci number F(n), exactly: F(0) is 0, F(1) is 1, each next one is the sum of the two before it.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter("n", 0, maxN, "The index in the sequence."));
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
        long bits = FibonacciSize.bits(n);
        return switch (algorithm) {
            case ITERATIVE ->
                new Cost(
                        OptionalLong.of(IterativeFibonacci.steps(n)),
                        bits,
                        2 * bits / Byte.SIZE + OVERHEAD_BYTES,
                        IterativeFibonacci.units(n));
            case FAST ->
                new Cost(OptionalLong.empty(), bits, FastFibonacci.bytes(n) + OVERHEAD_BYTES, FastFibonacci.units(n));
        };
    }

    @Override
    public Calculation start(Input input, Algorithm algorithm) {
        long n = input.get("n");
        return switch (algorithm) {
            case ITERATIVE -> new IterativeFibonacci(n);
            case FAST -> new FastFibonacci(n, DoublingState.start(n));
        };
    }

    @Override
    public Calculation resume(Input input, Algorithm algorithm, InputStream checkpoint) {
        long n = input.get("n");
        return Checkpoint.read(NAME, input, algorithm, checkpoint, in -> switch (algorithm) {
            case ITERATIVE -> IterativeFibonacci.readFrom(n, in);
            case FAST -> new FastFibonacci(n, DoublingState.readFrom(n, in));
        });
    }
}
