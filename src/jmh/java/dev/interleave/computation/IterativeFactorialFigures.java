package dev.interleave.computation;

import dev.interleave.computation.factorial.IterativeFactorial;
import dev.interleave.eventloop.Step;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;

/// Prints what the product `n * (n-1) * … * 2`, factor by factor, takes without its digits, for `factorial.sh`.
public final class IterativeFactorialFigures {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int LARGEST = 100_000;

    private IterativeFactorialFigures() {}

    /// @param args values of `n`
    public static void main(String[] args) {
        for (int i = 0; i < 100; i++) {
            millis(5_000);
        }
        for (String arg : args) {
            int n = Integer.parseInt(arg);
            if (n <= LARGEST) {
                double[] times = new double[n <= 1_000 ? 101 : n <= 10_000 ? 11 : 3];
                Arrays.setAll(times, _ -> millis(n));
                Arrays.sort(times);
                System.out.printf(Locale.ROOT, "iterative %d cpu %.4f%n", n, times[times.length / 2]);
            }
        }
    }

    private static double millis(int n) {
        long start = THREADS.getCurrentThreadCpuTime();
        IterativeFactorial factorial = new IterativeFactorial(n);
        while (factorial.step() == Step.YIELDED) {}
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
    }
}
