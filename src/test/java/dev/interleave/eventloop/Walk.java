package dev.interleave.eventloop;

import java.util.function.IntConsumer;

/// Takes a fixed number of steps, does something in each, and returns how many it took.
final class Walk implements Coroutine<Integer> {

    private final int length;
    private final IntConsumer inStep;
    private int taken;

    Walk(int length) {
        this(length, _ -> {});
    }

    /// @param inStep is given the number of the step, from 1
    Walk(int length, IntConsumer inStep) {
        this.length = length;
        this.inStep = inStep;
    }

    @Override
    public Step step() {
        if (taken == length) {
            throw new AssertionError("stepped after its end");
        }
        inStep.accept(++taken);
        return taken < length ? Step.YIELDED : Step.RETURNED;
    }

    @Override
    public Integer value() {
        return taken;
    }
}
