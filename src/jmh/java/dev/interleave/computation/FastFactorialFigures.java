package dev.interleave.computation;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.computation.factorial.FastFactorial;
import dev.interleave.eventloop.Step;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Prints what `n!` with all its decimal digits takes, and how long its longest turn is, for `factorial.sh`.
///
/// Each time is told twice: by the clock on the wall, and by the processor time of the thread, from which the
/// pauses of the garbage collector and the turns that other processes had are missing. To tell these two apart,
/// the longest turn by the wall clock is also told of those turns in which no collection ended: what that has
/// more than the processor time went to other processes.
public final class FastFactorialFigures {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WARM_UP_SECONDS = 5;
    private static final int SMALL = 20_000;

    private record Run(
            double wall,
            double processor,
            double longestWall,
            double longestWithoutCollection,
            double longestProcessor,
            long collections) {}

    private static final List<GarbageCollectorMXBean> COLLECTORS = ManagementFactory.getGarbageCollectorMXBeans();

    private FastFactorialFigures() {}

    /// @param args values of `n`
    public static void main(String[] args) {
        warmUp();
        for (String arg : args) {
            int n = Integer.parseInt(arg);
            Run[] runs = new Run[repetitions(n)];
            for (int i = 0; i < runs.length; i++) {
                runs[i] = run(n);
            }
            System.out.printf(
                    Locale.ROOT,
                    "interleave %d wall %.4f cpu %.4f longest-wall %.4f longest-no-gc %.4f longest-cpu %.4f collections %d%n",
                    n,
                    median(Arrays.stream(runs).mapToDouble(Run::wall).toArray()),
                    median(Arrays.stream(runs).mapToDouble(Run::processor).toArray()),
                    median(Arrays.stream(runs).mapToDouble(Run::longestWall).toArray()),
                    median(Arrays.stream(runs)
                            .mapToDouble(Run::longestWithoutCollection)
                            .toArray()),
                    median(Arrays.stream(runs)
                            .mapToDouble(Run::longestProcessor)
                            .toArray()),
                    Arrays.stream(runs).mapToLong(Run::collections).sum());
        }
    }

    private static void warmUp() {
        long end = System.nanoTime() + WARM_UP_SECONDS * 1_000_000_000L;
        while (System.nanoTime() < end) {
            run(1_000);
            run(SMALL);
            run(10 * SMALL);
        }
    }

    private static int repetitions(int n) {
        return n <= SMALL ? 101 : n <= 10 * SMALL ? 21 : n <= 1_000_000 ? 7 : 3;
    }

    private static Run run(int n) {
        long collections = collections();
        long wall = System.nanoTime();
        long processor = THREADS.getCurrentThreadCpuTime();
        FastFactorial factorial = new FastFactorial(n);
        long longestWall = 0;
        long longestWithoutCollection = 0;
        long longestProcessor = 0;
        Step step = Step.YIELDED;
        while (step == Step.YIELDED) {
            long collectionsBefore = collections();
            long turn = System.nanoTime();
            long turnProcessor = THREADS.getCurrentThreadCpuTime();
            step = factorial.step();
            longestProcessor = Math.max(longestProcessor, THREADS.getCurrentThreadCpuTime() - turnProcessor);
            long elapsed = System.nanoTime() - turn;
            longestWall = Math.max(longestWall, elapsed);
            if (collections() == collectionsBefore) {
                longestWithoutCollection = Math.max(longestWithoutCollection, elapsed);
            }
        }
        DecimalNatural value = factorial.number();
        if (value.digits().length == 0) {
            throw new IllegalStateException();
        }
        return new Run(
                millis(System.nanoTime() - wall),
                millis(THREADS.getCurrentThreadCpuTime() - processor),
                millis(longestWall),
                millis(longestWithoutCollection),
                millis(longestProcessor),
                collections() - collections);
    }

    private static long collections() {
        long count = 0;
        for (GarbageCollectorMXBean collector : COLLECTORS) {
            count += collector.getCollectionCount();
        }
        return count;
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
