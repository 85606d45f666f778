package dev.interleave.computation;

import dev.interleave.computation.binomial.Binomial;
import dev.interleave.computation.fibonacci.Fibonacci;
import java.math.BigInteger;
import java.util.List;

/// Binomial coefficients and Fibonacci numbers by independent algorithms, in `java.math`.
public final class Sums {

    static final Computation BINOMIAL = new Binomial(1_000_000);
    static final Computation FIBONACCI = new Fibonacci(1_000_000);

    private Sums() {}

    static Input choose(long n, long k) {
        return Input.of("n", n, "k", k);
    }

    static BigInteger binomial(long n, long k) {
        BigInteger below = FactorialReference.factorial(k).multiply(FactorialReference.factorial(n - k));
        return FactorialReference.factorial(n).divide(below);
    }

    /// By doubling, with other identities than the tested class. `SumsTest` checks them against the recurrence.
    static BigInteger fibonacci(long n) {
        BigInteger a = BigInteger.ZERO;
        BigInteger b = BigInteger.ONE;
        for (int bit = 63 - Long.numberOfLeadingZeros(Math.max(1, n)); bit >= 0; bit--) {
            BigInteger twice = a.multiply(b.shiftLeft(1).subtract(a));
            BigInteger next = a.multiply(a).add(b.multiply(b));
            boolean isOdd = (n >> bit & 1) == 1;
            a = isOdd ? next : twice;
            b = isOdd ? twice.add(next) : next;
        }
        return a;
    }

    /// A calculation and its expected result.
    record Case(Computation computation, Input input, Algorithm algorithm, BigInteger expected) {

        Calculation start() {
            return computation.start(input, algorithm);
        }

        Calculation resumed(byte[] checkpoint) {
            return computation.resume(input, algorithm, new java.io.ByteArrayInputStream(checkpoint));
        }

        @Override
        public String toString() {
            return computation.name() + input.values() + " " + algorithm;
        }
    }

    static List<Case> cases(long n, long k, Algorithm algorithm) {
        return List.of(
                new Case(BINOMIAL, choose(n, k), algorithm, binomial(n, k)),
                new Case(FIBONACCI, Input.of("n", n), algorithm, fibonacci(n)));
    }
}
