package dev.interleave.computation.factorial;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.arithmetic.Multiplication;
import dev.interleave.arithmetic.PrimeSieve;
import dev.interleave.arithmetic.ProductTree;
import dev.interleave.arithmetic.Words;
import dev.interleave.arithmetic.sliced.SlicedOperation;
import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Calculation;
import dev.interleave.computation.Checkpoint;
import dev.interleave.computation.CheckpointFormat;
import dev.interleave.computation.Input;
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
    public static final int STEP_UNITS = 150_000;

    /// The fraction that is told while the estimate is used up and the work is not.
    private static final double ALMOST = 0.999;

    private enum Phase {
        SIEVE,
        COLLECT,
        OPERATE,
        DONE
    }

    private final long n;
    private final @Nullable PrimeSieve sieve;
    private Phase phase;
    private SwingState made;
    private @Nullable Words factors;
    private int collected;
    private @Nullable SlicedOperation<DecimalNatural> operation;
    private final long estimatedUnits;
    private long spentUnits;
    private volatile double fraction;

    /// @param n at least 0
    public FastFactorial(long n) {
        this(n, SwingState.start(checked(n)));
    }

    /// Goes on, after it has sieved again.
    ///
    /// @param n at least 0
    /// @param made a state of it
    FastFactorial(long n, SwingState made) {
        this.n = n;
        this.made = made;
        this.sieve = made.level() == 0 ? null : new PrimeSieve(n);
        this.estimatedUnits = FastFactorialEstimate.of(n).units();
        this.spentUnits = Math.max(0, made.units() - (sieve == null ? 0 : sieve.units()));
        this.phase = sieve == null ? Phase.DONE : Phase.SIEVE;
        this.fraction = Math.min(ALMOST, (double) spentUnits / estimatedUnits);
    }

    @Override
    public Step step() {
        long end = spentUnits + STEP_UNITS;
        while (phase != Phase.DONE && spentUnits < end) {
            spentUnits += advance();
        }
        tellFraction();
        return phase == Phase.DONE ? Step.RETURNED : Step.YIELDED;
    }

    /// Runs one bounded piece of work.
    public void advanceOnce() {
        spentUnits += advance();
        tellFraction();
    }

    private void tellFraction() {
        fraction = phase == Phase.DONE ? 1 : Math.min(ALMOST, (double) spentUnits / estimatedUnits);
    }

    @Override
    public double fraction() {
        return fraction;
    }

    /// What is multiplied up so far is a factorial itself, of a smaller number.
    @Override
    public long partialBits() {
        return made.factorial().bitLength();
    }

    @Override
    public DecimalNatural partialProduct() {
        return made.factorial();
    }

    @Override
    public DecimalNatural value() {
        if (phase != Phase.DONE) {
            throw new IllegalStateException("has not returned yet");
        }
        return made.factorial();
    }

    /// By reference: what is finished never changes. What is under way is done again.
    @Override
    public Checkpoint checkpoint() {
        return new CheckpointFormat(Factorial.NAME, Input.of("n", n), Algorithm.FAST, made);
    }

    /// @return how much work was done so far
    public long spentUnits() {
        return spentUnits;
    }

    private int advance() {
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
            begin();
        }
        return units;
    }

    /// Begins what comes next after the numbers that are finished.
    private void begin() {
        if (made.level() == 0) {
            phase = Phase.DONE;
        } else if (made.swing() == null) {
            factors = new Words(Math.toIntExact(next() / 30 + 2));
            collected = 0;
            phase = Phase.COLLECT;
        } else {
            operation = made.square() == null
                    ? Multiplication.square(made.factorial())
                    : Multiplication.of(made.square(), made.swing());
            phase = Phase.OPERATE;
        }
    }

    /// @return what the factorial is made of next
    private long next() {
        return n >> (made.level() - 1);
    }

    /// Packs the prime factors of a swing into words.
    private int collect() {
        long m = next();
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
            made = made.with(current.result(), spentUnits);
            begin();
        }
        return units;
    }

    private PrimeSieve primes() {
        return Objects.requireNonNull(sieve);
    }

    private static long checked(long n) {
        if (n < 0) {
            throw new IllegalArgumentException("n! needs n from 0 on, not " + n);
        }
        return n;
    }
}
