import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import org.apfloat.ApfloatContext;
import org.apfloat.ApintMath;

/// Prints what `n!` with all its decimal digits takes in apfloat, in one thread, for `factorial.sh`. Run from
/// its source, as apfloat is no dependency of the project.
final class ApfloatFigures {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    public static void main(String[] args) {
        ApfloatContext.getContext().setNumberOfProcessors(1);
        long end = System.nanoTime() + 5_000_000_000L;
        while (System.nanoTime() < end) {
            millis(1_000);
            millis(20_000);
        }
        for (String arg : args) {
            int n = Integer.parseInt(arg);
            double[] times = new double[n <= 10_000 ? 51 : n <= 100_000 ? 7 : n <= 1_000_000 ? 3 : 1];
            Arrays.setAll(times, i -> millis(n));
            Arrays.sort(times);
            System.out.printf(Locale.ROOT, "apfloat %d cpu %.4f%n", n, times[times.length / 2]);
        }
    }

    private static double millis(int n) {
        long start = THREADS.getCurrentThreadCpuTime();
        if (ApintMath.factorial(n).toString(true).isEmpty()) {
            throw new IllegalStateException();
        }
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
    }
}
