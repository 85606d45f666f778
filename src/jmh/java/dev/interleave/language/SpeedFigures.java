package dev.interleave.language;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interleave.language.compiler.Compiler;
import dev.interleave.language.machine.Library;
import dev.interleave.language.machine.Limits;
import dev.interleave.language.machine.Machine;
import dev.interleave.language.machine.Machine.Status;
import dev.interleave.language.machine.Traceback;
import dev.interleave.language.syntax.SourceText;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Prints what programs take here, and the ratio to what they take in another machine, for `speed.sh`.
public final class SpeedFigures {

    private static final int FUEL = 20_000;
    private static final int RUNS = 7;
    private static final double WARM_UP_SECONDS = Double.parseDouble(System.getProperty("warm-up", "3"));
    private static final Limits LIMITS = new Limits(256 << 20, 1 << 24, 1_000);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /// Programs that are about long integers, which the geometric mean leaves out.
    private static final Set<String> LONG_INTEGERS = Set.of("long-product.py", "factorial.py");

    private SpeedFigures() {}

    /// @param args a file with lines of the path of a program and its time elsewhere, in milliseconds
    /// @throws IOException if a file cannot be read
    public static void main(String[] args) throws IOException {
        System.out.printf("%-20s %12s %12s %8s%n", "program", "CPython ms", "here ms", "ratio");
        List<Double> ratios = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(args[0]), UTF_8)) {
            String[] parts = line.split(" ");
            Path path = Path.of(parts[0]);
            String name = String.valueOf(path.getFileName());
            double other = Double.parseDouble(parts[1]);
            double own = millis(Files.readString(path, UTF_8));
            if (!LONG_INTEGERS.contains(name)) {
                ratios.add(own / other);
            }
            System.out.printf(Locale.ROOT, "%-20s %12.1f %12.1f %8.2f%n", name, other, own, own / other);
        }
        double sum = ratios.stream().mapToDouble(Math::log).sum();
        System.out.printf(Locale.ROOT, "geometric mean %38s %8.2f%n", "", Math.exp(sum / Math.max(1, ratios.size())));
    }

    private static double millis(String source) {
        long end = THREADS.getCurrentThreadCpuTime() + (long) (WARM_UP_SECONDS * 1e9);
        while (THREADS.getCurrentThreadCpuTime() < end) {
            run(source);
        }
        double[] times = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            run(source);
            times[i] = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
        }
        Arrays.sort(times);
        return times[RUNS / 2];
    }

    private static void run(String source) {
        Library library = Library.get();
        var module = Compiler.compile(SourceText.of(source), library.environment(), false);
        var machine = new Machine(module, library, LIMITS);
        Status status = Status.SUSPENDED;
        while (status == Status.SUSPENDED || status == Status.STEPPED) {
            status = machine.run(FUEL);
        }
        var failure = machine.failure();
        if (failure != null) {
            throw new IllegalStateException(Traceback.text(failure));
        }
    }
}
