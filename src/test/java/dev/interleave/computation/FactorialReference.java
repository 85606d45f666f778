package dev.interleave.computation;

import java.math.BigInteger;

/// `n!` by an independent algorithm: a tree of products in `java.math`.
public final class FactorialReference {

    private FactorialReference() {}

    public static BigInteger factorial(long n) {
        return product(1, Math.max(1, n));
    }

    /// The exponent of a prime in `n!`, by Legendre's formula: `n/p + n/p² + ...`.
    public static long multiplicity(long n, long prime) {
        long count = 0;
        for (long rest = n / prime; rest > 0; rest /= prime) {
            count += rest;
        }
        return count;
    }

    private static BigInteger product(long from, long to) {
        if (from == to) {
            return BigInteger.valueOf(from);
        }
        long middle = (from + to) / 2;
        return product(from, middle).multiply(product(middle + 1, to));
    }
}
