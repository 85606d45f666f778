package dev.interleave.computation.binomial;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.arithmetic.Multiplication;
import dev.interleave.arithmetic.PrimeSieve;
import dev.interleave.arithmetic.ProductTree;
import dev.interleave.arithmetic.Words;
import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Calculation;
import dev.interleave.computation.Checkpoint;
import dev.interleave.computation.CheckpointFormat;
import dev.interleave.computation.Input;
import dev.interleave.computation.factorial.FastFactorial;
import dev.interleave.eventloop.Step;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// "n choose k" by its prime factors: the exponent of a prime `p` is how often one is carried when `k` and
/// `n-k` are added in base `p` (Kummer, Über die Ergänzungssätze zu den allgemeinen Reciprocitätsgesetzen,
/// 1852). So no division is needed, and all factors are small.
public final class FastBinomial implements Calculation {

    private static final double ALMOST = 0.999;

    /// Objects of few bytes, and the stages of a plan.
    private static final long SMALL_BYTES = 256 * 1024;

    /// A word holds more than that, since the next factor of less than 27 bits does not fit any more.
    private static final int BITS_PER_WORD = 32;

    private static final double BITS_PER_LIMB = DecimalNatural.LIMB_DIGITS * Math.log(10) / Math.log(2);

    private enum Phase {
        SIEVE,
        COLLECT,
        MULTIPLY,
        DONE
    }

    private final Input input;
    private final BinomialSize size;
    private final long estimatedUnits;
    private Phase phase;
    private @Nullable PrimeSieve sieve;
    private @Nullable Words factors;
    private int collected;
    private @Nullable ProductTree tree;
    private @Nullable DecimalNatural value;
    private long spentUnits;
    private volatile double fraction;

    FastBinomial(Input input, BinomialSize size) {
        this.input = input;
        this.size = size;
        this.estimatedUnits = (long) units(size);
        this.phase = Phase.SIEVE;
        if (size.k() == 0) {
            factors = new Words(0);
            multiply();
        } else {
            sieve = new PrimeSieve(size.n());
        }
    }

    private FastBinomial(Input input, BinomialSize size, PrimeFactorState made) {
        this.input = input;
        this.size = size;
        this.estimatedUnits = (long) units(size);
        this.phase = Phase.MULTIPLY;
        this.tree = new ProductTree(made.factors());
        this.spentUnits = made.units();
        endIfDone();
        tellFraction();
    }

    static double units(BinomialSize size) {
        double perNumber = size.k() == 0 ? 0 : 4;
        return 1 + perNumber * (double) size.n() + (double) ProductTree.units(limbs(size));
    }

    /// The sieve, the words, and the two last factors with what their product takes.
    static long bytes(BinomialSize size) {
        int half = limbs(size) / 2 + 1;
        return SMALL_BYTES
                + size.n() / 16
                + Long.BYTES * (size.bits() / BITS_PER_WORD + 4L * limbs(size))
                + Multiplication.bytes(half, half);
    }

    @Override
    public Step step() {
        if (phase == Phase.DONE && value == null) {
            throw new IllegalStateException("has returned");
        }
        long end = spentUnits + FastFactorial.STEP_UNITS;
        while (phase != Phase.DONE && spentUnits < end) {
            advanceOnce();
        }
        return phase == Phase.DONE ? Step.RETURNED : Step.YIELDED;
    }

    /// Runs one bounded piece of work.
    public void advanceOnce() {
        spentUnits += switch (phase) {
            case SIEVE -> sieve();
            case COLLECT -> collect();
            case MULTIPLY -> advanceTree();
            case DONE -> throw new IllegalStateException("has returned");
        };
        tellFraction();
    }

    @Override
    public double fraction() {
        return fraction;
    }

    @Override
    public long partialBits() {
        return partialProduct().bitLength();
    }

    /// A divisor of the result.
    @Override
    public DecimalNatural partialProduct() {
        if (value != null) {
            return value;
        }
        return tree == null ? DecimalNatural.of(1) : tree.largest();
    }

    @Override
    public DecimalNatural value() {
        if (value == null) {
            throw new IllegalStateException("has not returned yet");
        }
        return value;
    }

    /// The products that are finished, by reference. Before there are few of them, everything is done again.
    @Override
    public Checkpoint checkpoint() {
        List<DecimalNatural> finished = value != null ? List.of(value) : tree == null ? List.of() : tree.finished();
        long units = finished.isEmpty() ? 0 : spentUnits;
        return new CheckpointFormat(Binomial.NAME, input, Algorithm.FAST, new PrimeFactorState(units, finished));
    }

    /// @param in where a state was written to, or anything else
    /// @return the calculation in that state
    /// @throws java.io.StreamCorruptedException if it is none of that input
    /// @throws IOException if reading fails or ends too soon
    static FastBinomial readFrom(Input input, BinomialSize size, DataInputStream in) throws IOException {
        PrimeFactorState made = PrimeFactorState.readFrom(size, in);
        return made.factors().isEmpty() ? new FastBinomial(input, size) : new FastBinomial(input, size, made);
    }

    private int sieve() {
        PrimeSieve primes = Objects.requireNonNull(sieve);
        int units = primes.sieve();
        if (primes.isDone()) {
            factors = new Words(Math.toIntExact(size.bits() / BITS_PER_WORD + 2));
            addPowers(2);
            phase = Phase.COLLECT;
        }
        return units;
    }

    /// Packs the prime factors into words.
    private int collect() {
        PrimeSieve primes = Objects.requireNonNull(sieve);
        primes.forEach(collected++, size.n(), this::addPowers);
        if (collected == primes.piecesUpTo(size.n())) {
            sieve = null;
            multiply();
        }
        return 2 * primes.unitsOfReading(size.n());
    }

    private void addPowers(long p) {
        Words words = Objects.requireNonNull(factors);
        long carry = 0;
        long a = size.k();
        long b = size.n() - size.k();
        while (b > 0 || a > 0) {
            carry = a % p + b % p + carry >= p ? 1 : 0;
            if (carry == 1) {
                words.multiply(p);
            }
            a /= p;
            b /= p;
        }
    }

    private void multiply() {
        tree = new ProductTree(Objects.requireNonNull(factors));
        factors = null;
        phase = Phase.MULTIPLY;
    }

    private int advanceTree() {
        ProductTree current = Objects.requireNonNull(tree);
        int units = current.isDone() ? 1 : current.advance();
        endIfDone();
        return units;
    }

    private void endIfDone() {
        ProductTree current = Objects.requireNonNull(tree);
        if (current.isDone()) {
            value = current.result();
            tree = null;
            phase = Phase.DONE;
        }
    }

    private void tellFraction() {
        fraction = phase == Phase.DONE ? 1 : Math.min(ALMOST, (double) spentUnits / (double) estimatedUnits);
    }

    private static int limbs(BinomialSize size) {
        return (int) ((double) size.bits() / BITS_PER_LIMB) + 1;
    }
}
