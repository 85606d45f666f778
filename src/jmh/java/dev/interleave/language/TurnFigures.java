package dev.interleave.language;

import dev.interleave.language.compiler.Compiler;
import dev.interleave.language.machine.Library;
import dev.interleave.language.machine.Limits;
import dev.interleave.language.machine.Machine;
import dev.interleave.language.machine.Machine.Status;
import dev.interleave.language.syntax.InvalidProgramException;
import dev.interleave.language.syntax.SourceText;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;

/// Prints the processor time of the turns of each hostile program, for `turns.sh`: each program runs again and again,
/// first to warm up, then to be measured.
public final class TurnFigures {

    private static final int FUEL = 20_000;
    private static final double WARM_UP_SECONDS = Double.parseDouble(System.getProperty("warm-up", "1.5"));
    private static final double SECONDS = Double.parseDouble(System.getProperty("seconds", "1.5"));
    private static final int MOST_TURNS = 4_000_000;
    private static final Limits LIMITS = new Limits(64 << 20, 1 << 24, 1_000);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long[] turns = new long[MOST_TURNS];
    private int count;

    private TurnFigures() {}

    /// @param args parts of the names of programs; all programs if there are none
    public static void main(String[] args) {
        System.out.printf("%-52s %9s %9s %9s %9s%n", "program", "turns", "p50 ms", "p99.9 ms", "max ms");
        for (HostileProgram program : HostileProgram.all()) {
            if (args.length == 0 || Arrays.stream(args).anyMatch(program.name()::contains)) {
                new TurnFigures().print(program);
            }
        }
    }

    private void print(HostileProgram program) {
        try {
            run(program, WARM_UP_SECONDS);
            run(program, SECONDS);
        } catch (InvalidProgramException e) {
            return;
        }
        long[] sorted = Arrays.copyOf(turns, count);
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%-52s %9d %9.3f %9.3f %9.3f%n",
                program.name(),
                count,
                sorted[count / 2] / 1e6,
                sorted[(int) Math.ceil(count * 0.999) - 1] / 1e6,
                sorted[count - 1] / 1e6);
    }

    private void run(HostileProgram program, double seconds) {
        Library library = Library.get();
        long end = THREADS.getCurrentThreadCpuTime() + (long) (seconds * 1e9);
        count = 0;
        while (THREADS.getCurrentThreadCpuTime() < end && count < MOST_TURNS) {
            var module = Compiler.compile(SourceText.of(program.source()), library.environment(), false);
            var machine = new Machine(module, library, LIMITS);
            Status status = Status.SUSPENDED;
            while ((status == Status.SUSPENDED || status == Status.STEPPED) && count < MOST_TURNS) {
                long start = THREADS.getCurrentThreadCpuTime();
                status = machine.run(FUEL);
                long now = THREADS.getCurrentThreadCpuTime();
                turns[count++] = now - start;
                machine.takeOutput();
                if (now > end) {
                    return;
                }
            }
        }
    }
}
