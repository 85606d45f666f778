package dev.interleave.computation.factorial;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.arithmetic.Multiplication;
import dev.interleave.arithmetic.PrimeSieve;
import dev.interleave.arithmetic.ProductTree;
import dev.interleave.arithmetic.Words;
import dev.interleave.arithmetic.sliced.SlicedOperation;
import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Checkpoint;
import dev.interleave.computation.Input;
import dev.interleave.computation.SlicedCalculation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `n!` by prime swing (Luschny, Divide, Swing and Conquer the Factorial, 2008).
///
/// `n! = ⌊n/2⌋!² * swing(n)`, where `swing(n) = n! / ⌊n/2⌋!²` has a known factorization: the exponent of a prime
/// `p` is the number of `i >= 1` for which `⌊n / pⁱ⌋` is odd. The calculation starts with a small factorial and
/// goes up to `n!`, with a square and a product per level. Its partial products are factorials of `n >> level`.
///
/// Not thread-safe; call only from the loop thread.
public final class FastFactorial extends SlicedCalculation {

    private enum Phase {
        SIEVE,
        COLLECT,
        OPERATE,
        DONE
    }

    private final long n;
    private final @Nullable PrimeSieve sieve;
    private Phase phase;
    private SwingState state;
    private @Nullable Words factors;
    private int segmentsRead;
    private @Nullable SlicedOperation<DecimalNatural> operation;

    /// @param n at least 0
    /// @throws IllegalArgumentException if `n` is negative
    public FastFactorial(long n) {
        this(n, SwingState.start(requireNatural(n)));
    }

    /// Continues from a state. The primes are sieved again.
    ///
    /// @param n at least 0
    /// @param state a state of the calculation of `n!`
    FastFactorial(long n, SwingState state) {
        this(n, state, state.level() == 0 ? null : new PrimeSieve(n));
    }

    private FastFactorial(long n, SwingState state, @Nullable PrimeSieve sieve) {
        super(
                (double) FastFactorialEstimate.of(n).units(),
                Math.max(0, state.units() - (sieve == null ? 0 : sieve.units())));
        this.n = n;
        this.state = state;
        this.sieve = sieve;
        this.phase = sieve == null ? Phase.DONE : Phase.SIEVE;
    }

    @Override
    public DecimalNatural partialProduct() {
        return state.factorial();
    }

    /// Refers to the finished numbers, which never change. Unfinished operations are repeated after a resume.
    @Override
    public Checkpoint checkpoint() {
        return new Checkpoint(Factorial.NAME, Input.of("n", n), Algorithm.FAST, state);
    }

    @Override
    protected boolean isDone() {
        return phase == Phase.DONE;
    }

    @Override
    protected int advance() {
        return switch (phase) {
            case SIEVE -> sieve();
            case COLLECT -> collect();
            case OPERATE -> operate();
            case DONE -> throw new IllegalStateException("has returned");
        };
    }

    private int sieve() {
        int units = primes().sieve();
        if (primes().isDone()) {
            startNextOperation();
        }
        return units;
    }

    private void startNextOperation() {
        if (state.level() == 0) {
            phase = Phase.DONE;
        } else if (state.swing() == null) {
            factors = new Words(Math.toIntExact(next() / 30 + 2));
            segmentsRead = 0;
            phase = Phase.COLLECT;
        } else {
            operation = state.square() == null
                    ? Multiplication.square(state.factorial())
                    : Multiplication.of(state.square(), state.swing());
            phase = Phase.OPERATE;
        }
    }

    /// @return the number whose factorial is computed next
    private long next() {
        return n >> (state.level() - 1);
    }

    /// Packs the prime factors of a swing into words.
    private int collect() {
        long m = next();
        Words words = Objects.requireNonNull(factors);
        if (segmentsRead == 0) {
            addPowers(words, m, 2);
        }
        long root = (long) Math.sqrt((double) m) + 1;
        primes().forEach(segmentsRead++, m, p -> {
            if (p > root) {
                if (((m / p) & 1) == 1) {
                    words.multiply(p);
                }
            } else {
                addPowers(words, m, p);
            }
        });
        if (segmentsRead == primes().piecesUpTo(m)) {
            factors = null;
            operation = new ProductTree(words);
            phase = Phase.OPERATE;
        }
        return primes().unitsOfReading(m);
    }

    private static void addPowers(Words words, long m, long p) {
        for (long q = m / p; q > 0; q /= p) {
            if ((q & 1) == 1) {
                words.multiply(p);
            }
        }
    }

    private int operate() {
        SlicedOperation<DecimalNatural> current = Objects.requireNonNull(operation);
        int units = current.isDone() ? 1 : current.advance();
        if (current.isDone()) {
            operation = null;
            state = state.with(current.result(), spentUnits());
            startNextOperation();
        }
        return units;
    }

    private PrimeSieve primes() {
        return Objects.requireNonNull(sieve);
    }

    private static long requireNatural(long n) {
        if (n < 0) {
            throw new IllegalArgumentException("n must not be negative: " + n);
        }
        return n;
    }
}
