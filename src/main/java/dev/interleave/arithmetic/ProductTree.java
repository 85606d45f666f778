package dev.interleave.arithmetic;

import dev.interleave.arithmetic.sliced.SlicedOperation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The product of many words, in pieces: neighbours are multiplied, then neighbours of the products, and so on
/// up to the root, so that both factors are always about equally long.
public final class ProductTree implements SlicedOperation<DecimalNatural> {

    /// How many words are multiplied one by one at the leaves.
    private static final int LEAF = 24;

    /// What multiplying a limb by a word takes, in units.
    private static final int UNITS_PER_LIMB = 3;

    /// As many numbers are told by [#finished()] at most.
    public static final int MAX_FINISHED = 1_024;

    private final Words words;
    private final DecimalNatural[] nodes;
    private final int leaves;
    private int width;
    private int next;
    private @Nullable SlicedOperation<DecimalNatural> product;

    /// @param words not to be changed any more
    public ProductTree(Words words) {
        this.words = words;
        this.leaves = leaves(words.count());
        this.nodes = new DecimalNatural[leaves];
    }

    /// Goes on from what an earlier tree had finished.
    ///
    /// @param finished what [#finished()] told, at least one number
    public ProductTree(List<DecimalNatural> finished) {
        this.words = new Words(0);
        this.leaves = Integer.highestOneBit(2 * finished.size() - 1);
        this.nodes = new DecimalNatural[leaves];
        Arrays.fill(nodes, DecimalNatural.of(1));
        for (int i = 0; i < finished.size(); i++) {
            nodes[i] = finished.get(i);
        }
        this.width = leaves;
    }

    /// The numbers that are left to be multiplied with each other.
    ///
    /// @return a copy; empty while there are more than [#MAX_FINISHED] of them
    public List<DecimalNatural> finished() {
        return width == 0 || width - next > MAX_FINISHED
                ? List.of()
                : Stream.concat(Arrays.stream(nodes, 0, next), Arrays.stream(nodes, 2 * next, width))
                        .toList();
    }

    /// @return a product of some of the words, so far the longest one or nearly so
    public DecimalNatural largest() {
        return width == 0 && next == 0 ? DecimalNatural.of(1) : nodes[0];
    }

    @Override
    public int advance() {
        if (isDone()) {
            throw new IllegalStateException("nothing is left to do");
        }
        return width == 0 ? leaf() : node();
    }

    @Override
    public boolean isDone() {
        return width == 1;
    }

    @Override
    public DecimalNatural result() {
        if (!isDone()) {
            throw new IllegalStateException("not done");
        }
        return nodes[0];
    }

    /// How much work the product of that many words is.
    ///
    /// @param words how many
    /// @return in units, about
    public static long units(int words) {
        int leaves = leaves(words);
        long units = (long) leaves * UNITS_PER_LIMB * LEAF * LEAF;
        for (int width = leaves / 2; width >= 1; width /= 2) {
            int length = words / (2 * width) + 1;
            units += width * Multiplication.units(length, length);
        }
        return units;
    }

    private static int leaves(int words) {
        return Math.max(1, Integer.highestOneBit(2 * (words - 1) / LEAF));
    }

    private int leaf() {
        int from = (int) ((long) words.count() * next / leaves);
        int to = (int) ((long) words.count() * (next + 1) / leaves);
        long[] limbs = new long[Math.max(1, to - from)];
        limbs[0] = 1;
        int length = 1;
        for (int i = from; i < to; i++) {
            length = Comba.multiply(limbs, length, words.get(i));
        }
        nodes[next++] = DecimalNatural.of(limbs, length);
        if (next == leaves) {
            next = 0;
            width = leaves;
        }
        return UNITS_PER_LIMB * LEAF * LEAF;
    }

    private int node() {
        SlicedOperation<DecimalNatural> current = product;
        if (current == null) {
            current = Multiplication.of(nodes[2 * next], nodes[2 * next + 1]);
            product = current;
        }
        int units = current.advance();
        if (current.isDone()) {
            product = null;
            nodes[next++] = current.result();
            if (2 * next == width) {
                Arrays.fill(nodes, next, width, null);
                width = next;
                next = 0;
            }
        }
        return units;
    }
}
