package dev.interleave.computation.factorial;

import dev.interleave.arithmetic.BinaryNatural;
import dev.interleave.eventloop.Step;
import java.math.BigInteger;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// `n!` by the textbook, one factor at a time: in place, and with the same multiplications in `java.math`.
public class IterativeFactorialBenchmark {

    /// Sizes that take milliseconds.
    @State(Scope.Benchmark)
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @Warmup(iterations = 3, time = 1)
    @Measurement(iterations = 5, time = 1)
    @Fork(1)
    public static class Small {

        @Param({"1000", "10000"})
        public long n;

        @Benchmark
        public BinaryNatural inPlace() {
            return inPlaceProduct(n);
        }

        @Benchmark
        public BigInteger bigInteger() {
            return bigIntegerProduct(n);
        }
    }

    /// A size that takes seconds.
    @State(Scope.Benchmark)
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @Warmup(iterations = 1)
    @Measurement(iterations = 3)
    @Fork(1)
    public static class Large {

        @Param("100000")
        public long n;

        @Benchmark
        public BinaryNatural inPlace() {
            return inPlaceProduct(n);
        }

        @Benchmark
        public BigInteger bigInteger() {
            return bigIntegerProduct(n);
        }
    }

    private static BinaryNatural inPlaceProduct(long n) {
        IterativeFactorial factorial = new IterativeFactorial(n);
        while (factorial.step() == Step.YIELDED) {}
        return factorial.number();
    }

    private static BigInteger bigIntegerProduct(long n) {
        BigInteger product = BigInteger.valueOf(n).multiply(BigInteger.valueOf(n - 1));
        for (long factor = n - 2; factor > 1; factor--) {
            product = product.multiply(BigInteger.valueOf(factor));
        }
        return product;
    }
}
