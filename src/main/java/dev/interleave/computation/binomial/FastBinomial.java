package dev.interleave.computation.binomial;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.arithmetic.Multiplication;
import dev.interleave.arithmetic.PrimeSieve;
import dev.interleave.arithmetic.ProductTree;
import dev.interleave.arithmetic.Words;
import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Checkpoint;
import dev.interleave.computation.CheckpointInput;
import dev.interleave.computation.Input;
import dev.interleave.computation.SlicedCalculation;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// "n choose k" by its prime factors: the exponent of a prime `p` is the number of carries when `k` and `n-k` are
/// added in base `p` (Kummer, Über die Ergänzungssätze zu den allgemeinen Reciprocitätsgesetzen, 1852). No
/// division is needed, and all factors are small. The partial products are divisors of the result.
///
/// Not thread-safe; call only from the loop thread.
public final class FastBinomial extends SlicedCalculation {

    /// A packed word has more bits than this, since the next factor, of less than 27 bits, does not fit.
    private static final int BITS_PER_WORD = 32;

    private enum Phase {
        SIEVE,
        COLLECT,
        MULTIPLY,
        DONE
    }

    private final Input input;
    private final BinomialSize size;
    private Phase phase;
    private @Nullable PrimeSieve sieve;
    private @Nullable Words factors;
    private int segmentsRead;
    private @Nullable ProductTree tree;
    private @Nullable DecimalNatural value;

    FastBinomial(Input input, BinomialSize size) {
        super(units(size), 0);
        this.input = input;
        this.size = size;
        this.phase = Phase.SIEVE;
        if (size.k() == 0) {
            factors = new Words(0);
            multiply();
        } else {
            sieve = new PrimeSieve(size.n());
        }
    }

    private FastBinomial(Input input, BinomialSize size, PrimeFactorState state) {
        super(units(size), state.units());
        this.input = input;
        this.size = size;
        this.phase = Phase.MULTIPLY;
        this.tree = new ProductTree(state.factors());
        endIfDone();
    }

    /// @param size the size of the coefficient
    /// @return the estimated work, in units; at least 1
    static double units(BinomialSize size) {
        double perNumber = size.k() == 0 ? 0 : 4;
        return 1 + perNumber * (double) size.n() + (double) ProductTree.units(DecimalNatural.limbs(size.bits()));
    }

    /// Counts the sieve, the words, and the last two factors with their product.
    ///
    /// @param size the size of the coefficient
    /// @return an upper bound for the memory held at any time
    static long bytes(BinomialSize size) {
        int limbs = DecimalNatural.limbs(size.bits());
        int half = limbs / 2 + 1;
        return SMALL_OBJECTS_BYTES
                + size.n() / 16
                + Long.BYTES * (size.bits() / BITS_PER_WORD + 4L * limbs)
                + Multiplication.bytes(half, half);
    }

    @Override
    public DecimalNatural partialProduct() {
        if (value != null) {
            return value;
        }
        return tree == null ? DecimalNatural.of(1) : tree.largest();
    }

    /// Refers to the finished products, which never change. While there are many of them, nothing is saved.
    @Override
    public Checkpoint checkpoint() {
        List<DecimalNatural> finished = value != null ? List.of(value) : tree == null ? List.of() : tree.finished();
        long units = finished.isEmpty() ? 0 : spentUnits();
        return new Checkpoint(Binomial.NAME, input, Algorithm.FAST, new PrimeFactorState(units, finished));
    }

    /// @param input the input of the calculation
    /// @param size the size of the coefficient
    /// @param in a stored state, or any other bytes
    /// @return the calculation in that state
    /// @throws java.io.StreamCorruptedException if the bytes are no state of a calculation with this input
    /// @throws IOException if reading fails, or if the stream ends too soon
    static FastBinomial readFrom(Input input, BinomialSize size, CheckpointInput in) throws IOException {
        PrimeFactorState state = PrimeFactorState.readFrom(size, in);
        return state.factors().isEmpty() ? new FastBinomial(input, size) : new FastBinomial(input, size, state);
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
            case MULTIPLY -> advanceTree();
            case DONE -> throw new IllegalStateException("has returned");
        };
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
        primes.forEach(segmentsRead++, size.n(), this::addPowers);
        if (segmentsRead == primes.piecesUpTo(size.n())) {
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
}
