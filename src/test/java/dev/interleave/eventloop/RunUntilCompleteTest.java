package dev.interleave.eventloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The first system of the tutorial: a suspendable computation becomes a blocking one.
class RunUntilCompleteTest {

    private final EventLoop loop = new EventLoop(Scheduling.INTERLEAVED, EventLoopListener.NONE);

    @Test
    void returnsWhatTheGeneratorReturns() {
        Generator generator = new Generator();
        for (int i = 0; i < 4; i++) {
            assertThat(generator.step()).isEqualTo(Step.YIELDED);
        }

        assertThat(loop.runUntilComplete(generator)).isEqualTo("result_of_generator");

        assertThat(loop.rounds()).as("996 more suspends, and the return").isEqualTo(997);
    }

    @ParameterizedTest
    @EnumSource
    void othersHaveTurnsMeanwhile(Scheduling scheduling) {
        EventLoop own = new EventLoop(scheduling, EventLoopListener.NONE, () -> 0);
        Task<Integer> before = new Task<>(own, "before", new CountedSteps(10));
        own.schedule(before);

        assertThat(own.runUntilComplete(new CountedSteps(3))).isEqualTo(3);

        assertThat(before.steps())
                .isEqualTo(
                        switch (scheduling) {
                            case SEQUENTIAL, FAIR -> 10;
                            case INTERLEAVED -> 3;
                        });
    }

    @Test
    void failureBecomesTheCause() {
        assertThatIllegalStateException()
                .isThrownBy(() -> loop.runUntilComplete(new CountedSteps(2, _ -> {
                    throw new UnsupportedOperationException("no");
                })))
                .withCauseInstanceOf(UnsupportedOperationException.class)
                .withMessageContaining("failed");
    }

    @Test
    void cancelledTaskHasNoValue() {
        Task<Integer> task = new Task<>(loop, "cancelled", new CountedSteps(5));
        loop.schedule(task);
        task.cancel();

        assertThatIllegalStateException()
                .isThrownBy(() -> loop.runUntilComplete(task))
                .withMessageContaining("was cancelled");
        assertThat(task.steps()).isZero();
    }

    @Test
    void pausedTaskIsADeadlockAndNotAHang() {
        Task<Integer> task = new Task<>(loop, "paused", new CountedSteps(5));
        loop.schedule(task);
        loop.runTurn();
        task.pause();

        assertThatIllegalStateException()
                .isThrownBy(() -> loop.runUntilComplete(task))
                .withMessageContaining("not ready");

        task.resume();
        assertThat(loop.runUntilComplete(task)).isEqualTo(5);
    }

    @Test
    void taskThatWasNeverScheduledIsADeadlockToo() {
        Task<Integer> task = new Task<>(loop, "forgotten", new CountedSteps(1));

        assertThatIllegalStateException()
                .isThrownBy(() -> loop.runUntilComplete(task))
                .withMessageContaining("not ready");
    }

    @Test
    void endedTaskHasItsValueAtOnce() {
        Task<Integer> task = new Task<>(loop, "ended", new CountedSteps(2));
        loop.schedule(task);
        loop.runUntilIdle();

        assertThat(loop.runUntilComplete(task)).isEqualTo(2);
        assertThat(loop.rounds()).isEqualTo(2);
    }

    @Test
    void whateverWaitsAtTheDoorIsLookedAtBeforeGivingUp() {
        Task<Integer> crowd = new Task<>(loop, "crowd", new CountedSteps(1));
        for (int i = 0; i < 10_000; i++) {
            crowd.onDone(_ -> {});
        }

        assertThat(loop.runUntilComplete(new CountedSteps(3))).isEqualTo(3);
        assertThat(loop.runTurn()).as("the crowd is in, and not scheduled").isFalse();
    }

    @Test
    void aStepCannotDriveTheLoopItRunsOn() {
        List<Integer> stepsOfInner = new ArrayList<>();
        Task<Integer> outer = new Task<>(loop, "outer", new CountedSteps(1, _ -> {
            loop.runUntilComplete(new CountedSteps(1, stepsOfInner::add));
        }));
        loop.schedule(outer);

        loop.runUntilIdle();

        assertThat(outer.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.cause())
                                .isInstanceOf(IllegalStateException.class)
                                .hasMessageContaining("being driven"));
        assertThat(stepsOfInner).as("what was refused does not run").isEmpty();
    }

    @Test
    void nobodyElseCanDriveALoopThatHasAThread() throws InterruptedException {
        try (EventLoopThread thread = EventLoopThread.start(loop)) {
            CountDownLatch driven = new CountDownLatch(1);
            loop.callSoon(driven::countDown);
            assertThat(driven.await(30, TimeUnit.SECONDS)).isTrue();

            assertThatIllegalStateException()
                    .isThrownBy(() -> loop.runUntilComplete(new Generator()))
                    .withMessageContaining("being driven")
                    .withMessageContaining("event-loop");
            assertThatIllegalStateException().isThrownBy(loop::runTurn);
            assertThatIllegalStateException().isThrownBy(loop::runUntilIdle);
            assertThat(thread.isRunning()).isTrue();
        }
        assertThat(loop.rounds()).as("what was refused does not run").isZero();
        assertThat(loop.runUntilComplete(new Generator())).isEqualTo("result_of_generator");
    }

    /// The tutorial's `generator()`.
    private static final class Generator implements Coroutine<String> {

        private int suspends;

        @Override
        public Step step() {
            return suspends++ < 1000 ? Step.YIELDED : Step.RETURNED;
        }

        @Override
        public String value() {
            return "result_of_generator";
        }
    }
}
