package dev.interleave.eventloop;

import java.util.function.IntConsumer;

/// A computation of a fixed number of steps, with an action in each; returns how many it took.
final class CountedSteps implements Coroutine<Integer> {

    private final int length;
    private final IntConsumer inStep;
    private int taken;

    CountedSteps(int length) {
        this(length, _ -> {});
    }

    /// @param inStep is given the number of the step, from 1
    CountedSteps(int length, IntConsumer inStep) {
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
