package dev.interleave.eventloop;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What one turn costs beside the work that is done in it: on the loop, on an executor of one thread whose
/// tasks submit themselves again, and on virtual threads that yield. The work is next to nothing and the same
/// for all: one of two kinds of step, so that no call is inlined for good.
///
/// One score is the time per turn.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TurnOverheadBenchmark {

    private static final int TURNS = 1_000_000;

    /// How many tasks are ready at a time.
    @Param({"1", "100", "10000"})
    public int tasks;

    private final ExecutorService executor = Executors.newSingleThreadExecutor();

    @TearDown
    public void shutDown() {
        executor.shutdown();
    }

    /// A loop whose tasks do not end while it is measured, and are past their first turns.
    @State(Scope.Benchmark)
    public static class BusyLoop {

        /// The scheduling policy.
        @Param({"SEQUENTIAL", "INTERLEAVED", "FAIR"})
        public Scheduling scheduling = Scheduling.FAIR;

        private EventLoop loop = new EventLoop(scheduling, EventLoopListener.NONE);

        @Setup
        public void schedule(TurnOverheadBenchmark benchmark) {
            loop = new EventLoop(scheduling, EventLoopListener.NONE);
            for (int i = 0; i < benchmark.tasks; i++) {
                loop.schedule(new Task<>(loop, "task", newWork(i, Long.MAX_VALUE)));
            }
            run(100L * benchmark.tasks);
        }

        private long run(long turns) {
            long end = loop.rounds() + turns;
            loop.runUntil(() -> loop.rounds() >= end);
            return end;
        }
    }

    @Benchmark
    @OperationsPerInvocation(TURNS)
    public long loop(BusyLoop busy) {
        return busy.run(TURNS);
    }

    /// The work alone, task by task: what there is to subtract from the others.
    @Benchmark
    @OperationsPerInvocation(TURNS)
    public long workAlone() {
        long yields = 0;
        for (int i = 0; i < tasks; i++) {
            Coroutine<Long> work = newWork(i, TURNS / tasks);
            while (work.step() == Step.YIELDED) {
                yields++;
            }
        }
        return yields;
    }

    @Benchmark
    @OperationsPerInvocation(TURNS)
    public void executor() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(tasks);
        for (int i = 0; i < tasks; i++) {
            Coroutine<Long> work = newWork(i, TURNS / tasks);
            executor.execute(new Runnable() {
                @Override
                public void run() {
                    if (work.step() == Step.YIELDED) {
                        executor.execute(this);
                    } else {
                        ended.countDown();
                    }
                }
            });
        }
        ended.await();
    }

    @Benchmark
    @OperationsPerInvocation(TURNS)
    @SuppressWarnings("ThreadPriorityCheck") // yielding is what is measured
    public void virtualThreads() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(tasks);
        for (int i = 0; i < tasks; i++) {
            Coroutine<Long> work = newWork(i, TURNS / tasks);
            Thread.ofVirtual().start(() -> {
                while (work.step() == Step.YIELDED) {
                    Thread.yield();
                }
                ended.countDown();
            });
        }
        ended.await();
    }

    private static Coroutine<Long> newWork(int i, long steps) {
        return i % 2 == 0 ? new Counting(steps) : new Mixing(steps);
    }

    private static final class Counting implements Coroutine<Long> {

        private long left;

        Counting(long steps) {
            left = steps;
        }

        @Override
        public Step step() {
            return --left > 0 ? Step.YIELDED : Step.RETURNED;
        }

        @Override
        public Long value() {
            return left;
        }
    }

    private static final class Mixing implements Coroutine<Long> {

        private long left;
        private long state = 1;

        Mixing(long steps) {
            left = steps;
        }

        @Override
        public Step step() {
            state = state * 6364136223846793005L + left;
            return --left > 0 ? Step.YIELDED : Step.RETURNED;
        }

        @Override
        public Long value() {
            return state;
        }
    }
}
