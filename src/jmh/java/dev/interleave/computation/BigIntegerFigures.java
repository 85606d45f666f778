package dev.interleave.computation;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;

/// Prints what `n!` with all its decimal digits takes in `java.math`, as a tree of products, for
/// `factorial.sh`.
public final class BigIntegerFigures {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int LARGEST = 1_000_000;

    private BigIntegerFigures() {}

    /// @param args values of `n`
    public static void main(String[] args) {
        for (int i = 0; i < 200; i++) {
            millis(2_000);
        }
        for (String arg : args) {
            int n = Integer.parseInt(arg);
            if (n <= LARGEST) {
                double[] times = new double[n <= 10_000 ? 51 : n <= 100_000 ? 5 : 1];
                Arrays.setAll(times, _ -> millis(n));
                Arrays.sort(times);
                System.out.printf(Locale.ROOT, "java.math %d cpu %.4f%n", n, times[times.length / 2]);
            }
        }
    }

    private static double millis(int n) {
        long start = THREADS.getCurrentThreadCpuTime();
        if (product(1, n).toString().isEmpty()) {
            throw new IllegalStateException();
        }
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
    }

    private static BigInteger product(int from, int to) {
        if (from == to) {
            return BigInteger.valueOf(from);
        }
        int middle = (from + to) >>> 1;
        return product(from, middle).multiply(product(middle + 1, to));
    }
}
