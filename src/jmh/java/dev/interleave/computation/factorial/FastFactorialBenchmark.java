package dev.interleave.computation.factorial;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.eventloop.Step;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// `n!` by prime swing: the product, its decimal digits, and its bytes, which are a conversion.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FastFactorialBenchmark {

    @Param({"1000", "10000", "100000", "1000000"})
    public long n;

    private DecimalNatural value = DecimalNatural.of(0);

    @Setup(Level.Trial)
    public void setUp() {
        value = product();
    }

    @Benchmark
    public DecimalNatural product() {
        FastFactorial factorial = new FastFactorial(n);
        while (factorial.step() == Step.YIELDED) {}
        return factorial.number();
    }

    @Benchmark
    public byte[] productAndDigits() {
        return product().digits();
    }

    @Benchmark
    public byte[] digits() {
        return value.digits();
    }

    @Benchmark
    public byte[] bytes() {
        return value.toByteArray();
    }
}
