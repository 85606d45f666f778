package dev.interleave.computation;

import dev.interleave.computation.factorial.FastFactorial;
import dev.interleave.computation.factorial.IterativeFactorial;
import dev.interleave.eventloop.Coroutine;
import dev.interleave.eventloop.EventLoop;
import dev.interleave.eventloop.EventLoopListener;
import dev.interleave.eventloop.EventLoopThread;
import dev.interleave.eventloop.Scheduling;
import dev.interleave.eventloop.Step;
import dev.interleave.eventloop.Task;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// How long 20! takes on the loop while long tasks run, from its submission to its callback, and what each
/// policy costs the long ones.
///
/// The latency is told twice: by the clock on the wall, submitted by another thread; and by the processor time
/// of the loop's thread, arriving at a random moment of a step, which tells what the loop does on a machine
/// whose processors are wanted by others, too.
///
/// `java -Xmx2g -cp target/classes:target/test-classes dev.interleave.computation.ShortTaskFigures [rounds
/// [throughput]]`, after `./mvnw -Pbench test-compile`. Prints milliseconds. The first round of all is for
/// practice. Policies take turns, so that whatever else runs on the machine hits all of them.
public final class ShortTaskFigures {

    private static final int SHORTS = 1_000;
    private static final long INTERVAL_NANOS = 3_000_000;

    private ShortTaskFigures() {}

    public static void main(String[] args) throws InterruptedException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        boolean onlyThroughput = args.length > 1 && args[1].equals("throughput");
        for (int round = 0; round <= rounds; round++) {
            System.out.println(round == 0 ? "practice" : "round " + round);
            if (!onlyThroughput) {
                latencies();
            }
            for (Scheduling scheduling : Scheduling.values()) {
                throughput(scheduling, "8 x 10^6!, fast", 8, () -> new FastFactorial(1_000_000));
                throughput(scheduling, "100 x 20,000!, iterative", 100, () -> new IterativeFactorial(20_000));
            }
        }
    }

    private static void latencies() throws InterruptedException {
        latency(Scheduling.FAIR, "nothing", 0, () -> new FastFactorial(1));
        for (Scheduling scheduling : List.of(Scheduling.FAIR, Scheduling.INTERLEAVED)) {
            latency(scheduling, "8 x 10^6!, fast", 8, () -> new FastFactorial(1_000_000));
            latency(scheduling, "1,000 x 10^5!, iterative", 1_000, () -> new IterativeFactorial(100_000));
        }
    }

    private static void latency(Scheduling scheduling, String beside, int longs, Supplier<Calculation> work)
            throws InterruptedException {
        EventLoop loop = new EventLoop(scheduling, EventLoopListener.NONE);
        for (int i = 0; i < longs; i++) {
            keepRunning(loop, work);
        }
        double[] millis = new double[shorts(scheduling)];
        try (var _ = EventLoopThread.start(loop)) {
            Thread.sleep(1_000); // past the first slices
            for (int i = 0; i < millis.length; i++) {
                LockSupport.parkNanos(INTERVAL_NANOS);
                millis[i] = shortTask(loop) / 1e6;
            }
        }
        print(scheduling, "wall", beside, millis);
        if (longs > 0) {
            print(scheduling, "cpu", beside, new OnTheLoop(scheduling, longs, work).run());
        }
    }

    private static void print(Scheduling scheduling, String clock, String beside, double[] millis) {
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%-11s %-4s 20! beside %-26s p50 %7.3f  p99 %7.3f  max %7.3f%n",
                scheduling,
                clock,
                beside,
                millis[millis.length / 2],
                millis[millis.length * 99 / 100],
                millis[millis.length - 1]);
    }

    private static int shorts(Scheduling scheduling) {
        return scheduling == Scheduling.FAIR ? SHORTS : SHORTS / 10; // for which interleaved takes as long
    }

    private static long shortTask(EventLoop loop) {
        CompletableFuture<Long> ended = new CompletableFuture<>();
        Task<?> task = new Task<>(loop, "short", new IterativeFactorial(20));
        task.onDone(_ -> ended.complete(System.nanoTime()));
        long start = System.nanoTime();
        loop.schedule(task);
        return ended.join() - start;
    }

    /// A long task, and the same again whenever it has ended.
    private static void keepRunning(EventLoop loop, Supplier<Calculation> work) {
        Task<Value> task = new Task<>(loop, "long", work.get());
        loop.schedule(task.onDone(_ -> keepRunning(loop, work)));
    }

    /// Latency by the processor time of the thread that drives the loop.
    private static final class OnTheLoop {

        private final ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        private final Random random = new Random(1);
        private final double[] millis;
        private final EventLoop loop;
        private final Supplier<Calculation> work;
        private int submitted;
        private int ended;
        private long due;

        OnTheLoop(Scheduling scheduling, int longs, Supplier<Calculation> work) {
            this.loop = new EventLoop(scheduling, EventLoopListener.NONE);
            this.work = work;
            this.millis = new double[shorts(scheduling)];
            for (int i = 0; i < longs; i++) {
                launch();
            }
        }

        double[] run() {
            due = thread.getCurrentThreadCpuTime() + 1_000_000_000; // past the first slices
            while (ended < millis.length && loop.runTurn()) {}
            return millis;
        }

        private void launch() {
            Calculation calculation = work.get();
            Coroutine<Value> watched = new Coroutine<>() {
                @Override
                public Step step() {
                    return watch(calculation);
                }

                @Override
                public Value value() {
                    return calculation.value();
                }
            };
            loop.schedule(new Task<>(loop, "long", watched).onDone(_ -> launch()));
        }

        private Step watch(Calculation calculation) {
            long start = thread.getCurrentThreadCpuTime();
            if (start < due || submitted == millis.length) {
                return calculation.step();
            }
            due = start + INTERVAL_NANOS;
            submitted++;
            long[] arrival = {0};
            Task<Value> task = new Task<>(loop, "short", new IterativeFactorial(20));
            loop.schedule(task.onDone(_ -> millis[ended++] = (thread.getCurrentThreadCpuTime() - arrival[0]) / 1e6));
            Step step = calculation.step();
            arrival[0] = start + (long) (random.nextDouble() * (thread.getCurrentThreadCpuTime() - start));
            return step;
        }
    }

    private static void throughput(Scheduling scheduling, String what, int tasks, Supplier<Calculation> work) {
        EventLoop loop = new EventLoop(scheduling, EventLoopListener.NONE);
        for (int i = 0; i < tasks; i++) {
            loop.schedule(new Task<>(loop, "long", work.get()));
        }
        var thread = ManagementFactory.getThreadMXBean();
        long cpu = thread.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        loop.runUntilIdle();
        System.out.printf(
                Locale.ROOT,
                "%-11s %-26s cpu %9.1f  wall %9.1f%n",
                scheduling,
                what,
                (thread.getCurrentThreadCpuTime() - cpu) / 1e6,
                (System.nanoTime() - wall) / 1e6);
    }
}
