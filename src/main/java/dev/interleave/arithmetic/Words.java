package dev.interleave.arithmetic;

import dev.interleave.arithmetic.limb.Limbs;

/// A growing list of words to be multiplied, into which small factors are packed as many to a word as fit. Not
/// thread-safe.
public final class Words {

    private final Limbs full;
    private int count;
    private long last = 1;

    /// @param most how many words there may be
    public Words(int most) {
        full = new Limbs(most);
    }

    /// @param factor from 1 to 10⁹
    public void multiply(long factor) {
        if (last > (DecimalNatural.BASE - 1) / factor) {
            full.set(count++, last);
            last = factor;
        } else {
            last *= factor;
        }
    }

    /// @return how many words there are, at least 1
    int count() {
        return count + 1;
    }

    long get(int index) {
        return index == count ? last : full.get(index);
    }
}
