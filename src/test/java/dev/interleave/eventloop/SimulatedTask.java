package dev.interleave.eventloop;

import dev.interleave.eventloop.fair.SchedulingWeight;
import java.util.function.LongSupplier;

/// A task whose steps take time by a clock of the test; keeps how much it received, and how long it waited.
final class SimulatedTask implements Coroutine<Long> {

    /// The clock of a loop in which only steps take time.
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

    /// @param need how much loop time it needs, in nanoseconds
    /// @param step the length of the next step, unless less is left
    SimulatedTask(EventLoop loop, Clock clock, SchedulingWeight weight, long need, LongSupplier step) {
        this.clock = clock;
        this.need = need;
        this.step = step;
        this.arrived = clock.now;
        this.lastStepEnded = clock.now;
        this.task = new Task<>(loop, "simulated", this, weight);
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

    /// @return nanoseconds from its arrival to its end
    long latency() {
        if (ended < 0) {
            throw new AssertionError("has not ended");
        }
        return ended - arrived;
    }
}
