package dev.interleave.eventloop;

import java.util.function.LongSupplier;

/// A task that takes time by a clock of the test: how much, when, and how long it had to wait.
final class Worker implements Coroutine<Long> {

    /// The clock of a loop in which nothing but steps takes time.
    static final class Clock implements LongSupplier {

        long now;

        @Override
        public long getAsLong() {
            return now;
        }
    }

    final Task<Long> task;
    final long arrived;
    long received;
    long ended = -1;
    long longestWait;
    Runnable inStep = () -> {};

    private final Clock clock;
    private final long need;
    private final LongSupplier step;
    private long lastStepEnded;

    /// @param need how long it has to have the loop
    /// @param step how long the next step takes, unless less is left
    Worker(EventLoop loop, Clock clock, SchedulingWeight schedulingWeight, long need, LongSupplier step) {
        this.clock = clock;
        this.need = need;
        this.step = step;
        this.arrived = clock.now;
        this.lastStepEnded = clock.now;
        this.task = new Task<>(loop, "worker", this, schedulingWeight);
        loop.schedule(task);
    }

    @Override
    public Step step() {
        longestWait = Math.max(longestWait, clock.now - lastStepEnded);
        inStep.run();
        long nanos = Math.min(step.getAsLong(), need - received);
        received += nanos;
        clock.now += nanos;
        lastStepEnded = clock.now;
        if (received < need) {
            return Step.YIELDED;
        }
        ended = clock.now;
        return Step.RETURNED;
    }

    @Override
    public Long value() {
        return received;
    }

    /// From its arrival to its end.
    long latency() {
        if (ended < 0) {
            throw new AssertionError("has not ended");
        }
        return ended - arrived;
    }
}
