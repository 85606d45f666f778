package dev.interleave.execution;

import dev.interleave.arithmetic.Natural;
import dev.interleave.eventloop.Step;
import dev.interleave.eventloop.Suspendable;

/// Measures how much of the loop's time a calculation has received: what a crash would cost it. Stepped by the
/// loop, read by any thread.
final class LoopTime implements Suspendable<Natural> {

    private final Suspendable<Natural> calculation;
    private final boolean measured;

    /// Written by the loop's thread alone.
    private volatile long nanos;

    /// @param calculation to be measured
    /// @param measured false for one whose steps are too short for that to be worth it
    LoopTime(Suspendable<Natural> calculation, boolean measured) {
        this.calculation = calculation;
        this.measured = measured;
    }

    /// @return so far, in nanoseconds; 0 if it is not measured
    long nanos() {
        return nanos;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    public Step step() {
        if (!measured) {
            return calculation.step();
        }
        long start = System.nanoTime();
        Step step = calculation.step();
        nanos += System.nanoTime() - start;
        return step;
    }

    @Override
    public Natural value() {
        return calculation.value();
    }
}
