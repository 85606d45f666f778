package dev.interleave.computation;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.arithmetic.Multiplication;
import dev.interleave.arithmetic.ProductTree;
import dev.interleave.arithmetic.SlicedOperation;
import dev.interleave.arithmetic.Words;
import dev.interleave.eventloop.Step;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `n!` by prime swing (Luschny, Divide, Swing and Conquer the Factorial, 2008).
///
/// `n! = ⌊n/2⌋!² * swing(n)`, where `swing(n) = n! / ⌊n/2⌋!²` has a known factorisation: the exponent of a
/// prime `p` is the number of `i >= 1` for which `⌊n / pⁱ⌋` is odd. So the work goes up from a small factorial
/// to `n!`, a square and a product per level.
public final class FastFactorial implements Calculation {

    /// How much work a step is, in nanoseconds about: little enough for others to wait for, and enough for the
    /// loop to cost nothing.
    static final int STEP_UNITS = 150_000;

    /// The fraction that is told while the estimate is used up and the work is not.
    private static final double ALMOST = 0.999;

    /// The largest `n` for which `n!` fits into a word.
    static final int SMALL = 19;

    private enum Phase {
        SIEVE,
        COLLECT,
        SWING,
        SQUARE,
        PRODUCT,
        DONE
    }

    private final long n;
    private final @Nullable PrimeSieve sieve;
    private Phase phase;

    /// `(n >> level)!` is what is done so far.
    private int level;

    private DecimalNatural factorial;
    private @Nullable Words factors;
    private int collected;
    private @Nullable DecimalNatural swing;
    private @Nullable SlicedOperation<DecimalNatural> operation;
    private final long estimatedUnits;
    private long spentUnits;
    private volatile double fraction;

    /// @param n at least 0
    public FastFactorial(long n) {
        if (n < 0) {
            throw new IllegalArgumentException("n! needs n from 0 on, not " + n);
        }
        this.n = n;
        while (n >> level > SMALL) {
            level++;
        }
        this.factorial = DecimalNatural.of(smallFactorial(n >> level));
        this.sieve = level == 0 ? null : new PrimeSieve(n);
        this.estimatedUnits = FastFactorialEstimate.of(n).units();
        this.phase = level == 0 ? Phase.DONE : Phase.SIEVE;
    }

    @Override
    public Step step() {
        int spent = 0;
        while (phase != Phase.DONE && spent < STEP_UNITS) {
            spent += advance();
        }
        spentUnits += spent;
        fraction = phase == Phase.DONE ? 1 : Math.min(ALMOST, (double) spentUnits / estimatedUnits);
        return phase == Phase.DONE ? Step.RETURNED : Step.YIELDED;
    }

    @Override
    public double fraction() {
        return fraction;
    }

    /// What is multiplied up so far is a factorial itself, of a smaller number.
    @Override
    public long partialBits() {
        return factorial.bitLength();
    }

    @Override
    public DecimalNatural partialProduct() {
        return factorial;
    }

    @Override
    public DecimalNatural value() {
        if (phase != Phase.DONE) {
            throw new IllegalStateException("has not returned yet");
        }
        return factorial;
    }

    /// @return how much work was done so far
    long spentUnits() {
        return spentUnits;
    }

    /// Runs one bounded piece of work.
    int advance() {
        return switch (phase) {
            case SIEVE -> sieve();
            case COLLECT -> collect();
            case SWING, SQUARE, PRODUCT -> operate();
            case DONE -> throw new IllegalStateException("has returned");
        };
    }

    private int sieve() {
        int units = primes().sieve();
        if (primes().isDone()) {
            beginLevel();
        }
        return units;
    }

    private void beginLevel() {
        level--;
        long m = n >> level;
        factors = new Words(Math.toIntExact(m / 30 + 2));
        collected = 0;
        phase = Phase.COLLECT;
    }

    /// Packs the prime factors of a swing into words.
    private int collect() {
        long m = n >> level;
        Words words = Objects.requireNonNull(factors);
        if (collected == 0) {
            addPowers(words, m, 2);
        }
        long root = (long) Math.sqrt((double) m) + 1;
        primes().forEach(collected++, m, p -> {
            if (p > root) {
                if (((m / p) & 1) == 1) {
                    words.multiply(p);
                }
            } else {
                addPowers(words, m, p);
            }
        });
        if (collected == primes().piecesUpTo(m)) {
            factors = null;
            operation = new ProductTree(words);
            phase = Phase.SWING;
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
            next(current.result());
        }
        return units;
    }

    private void next(DecimalNatural made) {
        switch (phase) {
            case SWING -> {
                swing = made;
                operation = Multiplication.square(factorial);
                phase = Phase.SQUARE;
            }
            case SQUARE -> {
                operation = Multiplication.of(made, Objects.requireNonNull(swing));
                phase = Phase.PRODUCT;
            }
            case PRODUCT -> {
                factorial = made;
                swing = null;
                if (level == 0) {
                    phase = Phase.DONE;
                } else {
                    beginLevel();
                }
            }
            case SIEVE, COLLECT, DONE -> throw new IllegalStateException(phase.toString());
        }
    }

    private PrimeSieve primes() {
        return Objects.requireNonNull(sieve);
    }

    private static long smallFactorial(long n) {
        long product = 1;
        for (long i = 2; i <= n; i++) {
            product *= i;
        }
        return product;
    }
}
