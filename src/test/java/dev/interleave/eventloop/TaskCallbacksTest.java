package dev.interleave.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskCallbacksTest {

    private final RecordingListener listener = new RecordingListener();
    private final EventLoop loop = new EventLoop(Scheduling.INTERLEAVED, listener);
    private final List<String> log = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void anyNumberOfCallbacksAreCalledInOrder(Scheduling scheduling) {
        EventLoop own = new EventLoop(scheduling, listener);
        Task<Integer> task = new Task<>(own, "t", new CountedSteps(3));
        List<Integer> called = new ArrayList<>();
        IntStream.range(0, 1_000).forEach(i -> task.onDone(_ -> called.add(i)));

        own.schedule(task);
        own.runUntilIdle();

        assertThat(called).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
    }

    @Test
    void callbacksAreCalledLaterAndNotByTheStep() {
        Task<Integer> task = new Task<>(loop, "t", new CountedSteps(1));
        task.onDone(outcome -> log.add("called with " + outcome));
        loop.schedule(task);

        assertThat(loop.runTurn()).isTrue();
        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(log).isEmpty();

        assertThat(loop.runTurn()).isTrue();
        assertThat(log).containsExactly("called with Succeeded[value=1]");
        assertThat(loop.runTurn()).isFalse();
    }

    @Test
    void everyWayToEndIsTold() {
        Task<Integer> good = new Task<>(loop, "good", new CountedSteps(2));
        Task<Integer> bad = new Task<>(loop, "bad", new CountedSteps(2, _ -> {
            throw new IllegalStateException("broken");
        }));
        Task<Integer> cancelled = new Task<>(loop, "cancelled", new CountedSteps(2));
        List.of(good, bad, cancelled)
                .forEach(task -> task.onDone(outcome ->
                        log.add(task.name() + " " + outcome.getClass().getSimpleName())));

        loop.schedule(good, bad, cancelled);
        cancelled.cancel();
        loop.runUntilIdle();

        assertThat(log).containsExactlyInAnyOrder("good Succeeded", "bad Failed", "cancelled Cancelled");
    }

    @Test
    void callbackRegisteredAfterTheEndIsCalledSoon() {
        Task<Integer> task = new Task<>(loop, "t", new CountedSteps(1));
        task.onDone(_ -> log.add("early"));
        loop.schedule(task);
        loop.runTurn();
        task.onDone(_ -> log.add("between the end and the calls"));
        loop.runUntilIdle();
        task.onDone(outcome -> log.add("late " + outcome));
        assertThat(log).containsExactly("early", "between the end and the calls");

        loop.runUntilIdle();
        assertThat(log).containsExactly("early", "between the end and the calls", "late Succeeded[value=1]");
    }

    @Test
    void callbackRegisteredByACallbackOfTheSameTaskIsCalledToo() {
        Task<Integer> task = new Task<>(loop, "t", new CountedSteps(1));
        task.onDone(_ -> {
            log.add("outer");
            task.onDone(_ -> log.add("inner"));
            log.add("outer goes on");
        });
        loop.schedule(task);
        loop.runUntilIdle();

        assertThat(log).containsExactly("outer", "outer goes on", "inner");
    }

    @Test
    void otherThreadsMayRegister() throws InterruptedException {
        Task<Integer> task = new Task<>(loop, "t", new CountedSteps(1));
        Thread early = Thread.ofPlatform().start(() -> task.onDone(_ -> log.add("early")));
        early.join();
        loop.schedule(task);
        loop.runUntilIdle();
        Thread late = Thread.ofVirtual().start(() -> task.onDone(_ -> log.add("late")));
        late.join();

        assertThat(log).as("the loop calls, not the thread that registers").containsExactly("early");
        loop.runUntilIdle();
        assertThat(log).containsExactly("early", "late");
    }

    @ParameterizedTest
    @EnumSource
    void callbacksMayScheduleTasksAndCallbacks(Scheduling scheduling) {
        EventLoop own = new EventLoop(scheduling, listener);
        Task<Integer> first = new Task<>(own, "first", new CountedSteps(1));
        first.onDone(_ -> {
            log.add("first done");
            Task<Integer> second = new Task<>(own, "second", new CountedSteps(2, step -> log.add("second " + step)));
            own.schedule(second.onDone(_ -> own.callSoon(() -> log.add("second done"))));
            own.callSoon(() -> log.add("called soon"));
        });
        own.schedule(first);
        own.runUntilIdle();

        assertThat(log).containsExactly("first done", "second 1", "called soon", "second 2", "second done");
    }

    @Test
    void throwingCallbackHarmsNobodyAndIsReported() {
        IllegalStateException failure = new IllegalStateException("callback");
        OutOfMemoryError error = new OutOfMemoryError("simulated");
        Task<Integer> task = new Task<>(loop, "t", new CountedSteps(2));
        Task<Integer> other = new Task<>(loop, "other", new CountedSteps(5));
        task.onDone(_ -> {
            throw failure;
        });
        task.onDone(_ -> {
            throw error;
        });
        task.onDone(_ -> log.add("third"));
        loop.schedule(task, other);
        loop.callSoon(() -> {
            throw failure;
        });
        loop.runUntilIdle();

        assertThat(log).containsExactly("third");
        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(other.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(listener.callbackFailures).containsExactly(failure, failure, error);
        assertThat(listener.taskFailures).isEmpty();
    }

    @Test
    void errorFailsItsTaskOnlyAndIsReported() {
        OutOfMemoryError error = new OutOfMemoryError("simulated");
        Task<Integer> hungry = new Task<>(loop, "hungry", new CountedSteps(5, step -> {
            if (step == 2) {
                throw error;
            }
        }));
        Task<Integer> other = new Task<>(loop, "other", new CountedSteps(5));
        hungry.onDone(outcome -> log.add(outcome.toString()));
        loop.schedule(hungry, other);
        loop.runUntilIdle();

        assertThat(hungry.state()).isEqualTo(TaskState.FAILED);
        assertThat(hungry.steps()).isEqualTo(2);
        assertThat(log).containsExactly("Failed[cause=" + error + "]");
        assertThat(listener.taskFailures).containsExactly(error);
        assertThat(other.outcome()).isEqualTo(new Outcome.Succeeded<>(5));
    }

    @Test
    void realStackOverflowFailsItsTaskOnly() {
        Task<Integer> deep = new Task<>(loop, "deep", new CountedSteps(1, step -> dive(step)));
        Task<Integer> other = new Task<>(loop, "other", new CountedSteps(5));
        loop.schedule(deep, other);
        loop.runUntilIdle();

        assertThat(listener.taskFailures).singleElement().isInstanceOf(StackOverflowError.class);
        assertThat(deep.state()).isEqualTo(TaskState.FAILED);
        assertThat(other.state()).isEqualTo(TaskState.SUCCEEDED);
    }

    @Test
    void valueThatCannotBeHadFailsTheTask() {
        ArithmeticException failure = new ArithmeticException("too large");
        Task<Integer> task = new Task<>(loop, "t", new Coroutine<>() {
            @Override
            public Step step() {
                return Step.RETURNED;
            }

            @Override
            public Integer value() {
                throw failure;
            }
        });
        loop.schedule(task);
        loop.runUntilIdle();

        assertThat(task.outcome()).isEqualTo(new Outcome.Failed<>(failure));
        assertThat(loop.readyTasks()).isZero();
    }

    private static int dive(int depth) {
        return depth == 0 ? 0 : dive(depth + 1) + dive(depth + 2);
    }
}
