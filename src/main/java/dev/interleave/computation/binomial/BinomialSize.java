package dev.interleave.computation.binomial;

import dev.interleave.computation.Input;

/// How long a binomial coefficient is, without computing it.
///
/// @param n the size of the set
/// @param k the size of the subsets, or of what is left when one is taken away: there are as many, so it is the
///     smaller of the two; 0 if `k` is beyond `n`
/// @param bits of the coefficient: an upper bound, too large by 2 at most
record BinomialSize(long n, long k, long bits) {

    /// Until a product of two words is divided again, it is longer than the coefficient.
    private static final int WORD = Long.SIZE;

    /// @param input `n` and `k`
    /// @return its size
    static BinomialSize of(Input input) {
        long n = input.get("n");
        long smaller = Math.max(0, Math.min(input.get("k"), n - input.get("k")));
        return new BinomialSize(n, smaller, bitsUpTo(n, smaller, smaller));
    }

    /// How long the product of the last `k` factors of `n!` is, divided by `i!`: with `i = k`, that is a
    /// coefficient.
    ///
    /// @param i up to `k`
    /// @return the length of the coefficient "n-k+i choose i": an upper bound, too large by 2 at most
    static long bitsUpTo(long n, long k, long i) {
        double log2 = LogFactorial.log2(n - k + i) - LogFactorial.log2(i) - LogFactorial.log2(n - k);
        return (long) Math.floor(Math.max(0, log2) + 0.01) + 2;
    }

    /// @return the most bits that are needed on the way
    long productBits() {
        return bits + WORD;
    }
}
