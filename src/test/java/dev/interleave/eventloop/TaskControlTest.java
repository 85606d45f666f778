package dev.interleave.eventloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskControlTest {

    private final EventLoop loop = new EventLoop(Scheduling.INTERLEAVED, EventLoopListener.NONE);
    private final List<String> log = new ArrayList<>();

    @Test
    void cancelBetweenSteps() {
        Task<Integer> task = scheduled("t", 5);
        Task<Integer> other = scheduled("other", 3);
        loop.runTurn();
        task.cancel();
        assertThat(task.state()).as("carried out by the loop").isEqualTo(TaskState.READY);
        loop.runUntilIdle();

        assertThat(task.outcome()).isEqualTo(new Outcome.Cancelled<>());
        assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
        assertThat(task.steps()).isEqualTo(1);
        assertThat(task.rounds()).isEqualTo(1);
        assertThat(other.rounds()).isEqualTo(4);
        assertThat(loop.rounds()).isEqualTo(4);
        assertThat(loop.readyTasks()).isZero();
    }

    @Test
    void cancelWhileWaitingForTheFirstTurn() {
        Task<Integer> task = scheduled("t", 5);
        task.cancel();
        loop.runUntilIdle();

        assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
        assertThat(task.steps()).isZero();
        assertThat(loop.rounds()).isZero();
        assertThat(log).containsExactly("t Cancelled");
    }

    @Test
    void cancelTwiceEndsOnce() {
        Task<Integer> task = scheduled("t", 5);
        task.cancel();
        task.cancel();
        loop.runUntilIdle();
        task.cancel();
        loop.runUntilIdle();

        assertThat(log).containsExactly("t Cancelled");
        assertThat(loop.readyTasks()).isZero();
    }

    @Test
    void cancelFromInsideItsOwnStep() {
        AtomicReference<Task<Integer>> self = new AtomicReference<>();
        Task<Integer> task = task("t", new CountedSteps(5, step -> {
            if (step == 2) {
                self.get().cancel();
                assertThat(self.get().state()).as("at once").isEqualTo(TaskState.CANCELLED);
            }
        }));
        self.set(task);
        loop.schedule(task);
        loop.runUntilIdle();

        assertThat(task.steps()).isEqualTo(2);
        assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
        assertThat(log).containsExactly("t Cancelled");
        assertThat(loop.readyTasks()).isZero();
    }

    @Test
    void cancelInTheLastStepWinsOverItsValue() {
        AtomicReference<Task<Integer>> self = new AtomicReference<>();
        Task<Integer> task = task("t", new CountedSteps(1, _ -> self.get().cancel()));
        self.set(task);
        loop.schedule(task);
        loop.runUntilIdle();

        assertThat(task.outcome()).isEqualTo(new Outcome.Cancelled<>());
        assertThat(log).containsExactly("t Cancelled");
    }

    @Test
    void throwAfterCancellingItselfChangesNothing() {
        AtomicReference<Task<Integer>> self = new AtomicReference<>();
        Task<Integer> task = task("t", new CountedSteps(1, _ -> {
            self.get().cancel();
            throw new IllegalStateException("too late");
        }));
        self.set(task);
        loop.schedule(task);
        loop.runUntilIdle();

        assertThat(task.outcome()).isEqualTo(new Outcome.Cancelled<>());
        assertThat(log).containsExactly("t Cancelled");
        assertThat(loop.readyTasks()).isZero();
    }

    @Test
    void cancelBeforeScheduling() {
        Task<Integer> task = task("t", new CountedSteps(3));
        task.cancel();
        loop.schedule(task);
        loop.runUntilIdle();

        assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
        assertThat(task.steps()).isZero();
        assertThat(task.rounds()).isZero();
        assertThat(log).containsExactly("t Cancelled");
        assertThat(loop.readyTasks()).isZero();
    }

    @Test
    void pauseAndResumeBetweenSteps() {
        Task<Integer> task = scheduled("t", 5);
        loop.runTurn();
        task.pause();
        loop.runUntilIdle();
        assertThat(task.state()).isEqualTo(TaskState.PAUSED);
        assertThat(task.steps()).isEqualTo(1);
        assertThat(loop.readyTasks()).isZero();
        assertThat(task.outcome()).isNull();

        task.resume();
        loop.runUntilIdle();
        assertThat(task.outcome()).isEqualTo(new Outcome.Succeeded<>(5));
        assertThat(loop.rounds()).isEqualTo(5);
        assertThat(loop.readyTasks()).isZero();
    }

    @Test
    void othersGoOnWhileOneIsPaused() {
        Task<Integer> task = scheduled("t", 3);
        Task<Integer> other = scheduled("other", 10);
        loop.runTurn();
        task.pause();
        loop.runUntilIdle();
        assertThat(other.state()).isEqualTo(TaskState.SUCCEEDED);

        task.resume();
        loop.runUntilIdle();
        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(task.rounds()).as("the rounds of the other count too").isEqualTo(13);
    }

    @Test
    void pauseFromInsideItsOwnStep() {
        AtomicReference<Task<Integer>> self = new AtomicReference<>();
        Task<Integer> task = task("t", new CountedSteps(5, step -> {
            if (step == 2) {
                self.get().pause();
            }
        }));
        self.set(task);
        loop.schedule(task);
        loop.runUntilIdle();
        assertThat(task.state()).isEqualTo(TaskState.PAUSED);
        assertThat(task.steps()).isEqualTo(2);
        assertThat(loop.readyTasks()).isZero();

        task.resume();
        loop.runUntilIdle();
        assertThat(task.outcome()).isEqualTo(new Outcome.Succeeded<>(5));
    }

    @Test
    void pauseInTheLastStepDoesNotKeepTheValue() {
        AtomicReference<Task<Integer>> self = new AtomicReference<>();
        Task<Integer> task = task("t", new CountedSteps(1, _ -> self.get().pause()));
        self.set(task);
        loop.schedule(task);
        loop.runUntilIdle();

        assertThat(task.outcome()).isEqualTo(new Outcome.Succeeded<>(1));
        assertThat(loop.readyTasks()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void pausedAndResumedWhileWaitingIsQueuedOnce(Scheduling scheduling) {
        EventLoop own = new EventLoop(scheduling, EventLoopListener.NONE, () -> 0);
        Task<Integer> task = new Task<>(own, "t", new CountedSteps(3, _ -> log.add("t")));
        Task<Integer> other = new Task<>(own, "other", new CountedSteps(3, _ -> log.add("other")));
        own.schedule(task, other);
        own.runTurn();
        for (int i = 0; i < 5; i++) {
            task.pause();
            task.resume();
        }
        own.runUntilIdle();

        assertThat(log)
                .isEqualTo(
                        switch (scheduling) {
                            case SEQUENTIAL, FAIR -> List.of("t", "t", "t", "other", "other", "other");
                            case INTERLEAVED -> List.of("t", "other", "t", "other", "t", "other");
                        });
        assertThat(own.rounds()).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource
    void pausedAndResumedInsideItsOwnStepIsQueuedOnce(Scheduling scheduling) {
        EventLoop own = new EventLoop(scheduling, EventLoopListener.NONE, () -> 0);
        AtomicReference<Task<Integer>> self = new AtomicReference<>();
        Task<Integer> task = new Task<>(own, "t", new CountedSteps(4, step -> {
            log.add("t");
            if (step == 1) {
                self.get().pause();
                self.get().resume();
            }
        }));
        self.set(task);
        Task<Integer> other = new Task<>(own, "other", new CountedSteps(4, _ -> log.add("other")));
        own.schedule(task, other);
        own.runUntilIdle();

        assertThat(log)
                .isEqualTo(
                        switch (scheduling) {
                            case SEQUENTIAL -> List.of("t", "other", "other", "other", "other", "t", "t", "t");
                            case INTERLEAVED -> List.of("t", "other", "t", "other", "t", "other", "t", "other");
                            case FAIR -> List.of("t", "t", "t", "t", "other", "other", "other", "other");
                        });
        assertThat(own.readyTasks()).isZero();
        assertThat(own.rounds()).isEqualTo(8);
    }

    @Test
    void repeatedPauseAndResumeCountOnce() {
        Task<Integer> task = scheduled("t", 3);
        loop.runTurn();
        task.pause();
        task.pause();
        loop.runUntilIdle();
        assertThat(loop.readyTasks()).isZero();

        task.resume();
        task.resume();
        loop.runTurn();
        assertThat(loop.readyTasks()).isEqualTo(1);
        loop.runUntilIdle();
        assertThat(loop.rounds()).isEqualTo(3);
        assertThat(loop.readyTasks()).isZero();
    }

    @Test
    void pauseAndResumeAreNothingBeforeSchedulingAndAfterTheEnd() {
        Task<Integer> task = task("t", new CountedSteps(2));
        task.pause();
        task.resume();
        loop.runUntilIdle();
        assertThat(task.state()).isEqualTo(TaskState.CREATED);
        assertThat(loop.readyTasks()).isZero();

        loop.schedule(task);
        loop.runUntilIdle();
        task.pause();
        task.resume();
        loop.runUntilIdle();
        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(loop.readyTasks()).isZero();
        assertThat(loop.rounds()).isEqualTo(2);
    }

    @Test
    void cancelWhilePaused() {
        Task<Integer> task = scheduled("t", 3);
        loop.runTurn();
        task.pause();
        loop.runUntilIdle();
        task.cancel();
        task.resume();
        loop.runUntilIdle();

        assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
        assertThat(task.steps()).isEqualTo(1);
        assertThat(loop.readyTasks()).isZero();
        assertThat(log).containsExactly("t Cancelled");
    }

    @Test
    void readyTasksAreCounted() {
        scheduled("a", 1);
        scheduled("b", 2);
        Task<Integer> c = scheduled("c", 3);
        loop.runTurn();
        assertThat(loop.readyTasks()).isEqualTo(2);
        c.pause();
        loop.runTurn();
        assertThat(loop.readyTasks()).isEqualTo(1);
        c.resume();
        c.cancel();
        loop.runTurn();
        assertThat(loop.readyTasks()).isEqualTo(1);
        loop.runUntilIdle();
        assertThat(loop.readyTasks()).isZero();
    }

    @Test
    void roundsOfATaskCountFromItsAdmission() {
        loop.runUntilComplete(new CountedSteps(7));
        Task<Integer> a = scheduled("a", 3);
        Task<Integer> b = scheduled("b", 2);
        loop.runTurn();
        loop.runTurn();
        assertThat(a.rounds()).as("so far").isEqualTo(2);
        loop.runUntilIdle();

        assertThat(a.rounds()).isEqualTo(5);
        assertThat(b.rounds()).isEqualTo(4);
        assertThat(loop.rounds()).isEqualTo(12);
    }

    @Test
    void sequentialCallbacksComeBetweenTwoStepsOfALongTask() {
        EventLoop own = new EventLoop(Scheduling.SEQUENTIAL, EventLoopListener.NONE);
        own.schedule(new Task<>(own, "long", new CountedSteps(4, step -> {
            log.add("step " + step);
            own.callSoon(() -> log.add("callback of step " + step));
        })));
        own.schedule(new Task<>(own, "next", new CountedSteps(1, _ -> log.add("next"))));
        own.runUntilIdle();

        assertThat(log)
                .containsExactly(
                        "step 1",
                        "callback of step 1",
                        "step 2",
                        "callback of step 2",
                        "step 3",
                        "callback of step 3",
                        "step 4",
                        "callback of step 4",
                        "next");
    }

    @ParameterizedTest
    @EnumSource
    void callbackThatCallsItselfSoonCannotStarveTasks(Scheduling scheduling) {
        EventLoop own = new EventLoop(scheduling, EventLoopListener.NONE, () -> 0);
        Runnable again = new Runnable() {
            @Override
            public void run() {
                own.callSoon(this);
            }
        };
        own.callSoon(again);
        own.callSoon(again);
        Task<Integer> task = new Task<>(own, "t", new CountedSteps(10));
        own.schedule(task);

        for (int turn = 0; turn < 40; turn++) {
            own.runTurn();
        }

        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
    }

    @Test
    void taskIsScheduledOnce() {
        Task<Integer> task = scheduled("t", 1);

        assertThatIllegalStateException()
                .isThrownBy(() -> loop.schedule(task))
                .withMessageContaining("was scheduled before");
        loop.runUntilIdle();
        assertThatIllegalStateException().isThrownBy(() -> loop.schedule(task));
        assertThat(loop.rounds()).isEqualTo(1);
    }

    @Test
    void taskOfAnotherLoopIsRefused() {
        EventLoop other = new EventLoop(Scheduling.INTERLEAVED, EventLoopListener.NONE);
        Task<Integer> foreign = new Task<>(other, "foreign", new CountedSteps(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> loop.schedule(foreign))
                .withMessageContaining("another loop");

        other.schedule(foreign);
        other.runUntilIdle();
        assertThat(foreign.state()).isEqualTo(TaskState.SUCCEEDED);
    }

    private Task<Integer> scheduled(String name, int steps) {
        Task<Integer> task = task(name, new CountedSteps(steps));
        loop.schedule(task);
        return task;
    }

    private Task<Integer> task(String name, CountedSteps walk) {
        return new Task<>(loop, name, walk)
                .onDone(outcome -> log.add(name + " " + outcome.getClass().getSimpleName()));
    }
}
