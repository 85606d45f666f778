package dev.interleave.eventloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class EventLoopThreadTest {

    private final AtomicLong turns = new AtomicLong();
    private final EventLoop loop = new EventLoop(Scheduling.INTERLEAVED, new EventLoopListener() {
        @Override
        public void turnsRan(int count, long nanos) {
            turns.addAndGet(count);
        }
    });

    @Test
    void everythingRunsOnOnePlatformThreadWithAName() {
        try (EventLoopThread driver = EventLoopThread.start(loop)) {
            Thread thread = threadOf(loop);

            assertThat(driver.isRunning()).isTrue();
            assertThat(thread.getName()).isEqualTo("event-loop");
            assertThat(thread.isVirtual()).isFalse();

            List<Thread> seen = new ArrayList<>();
            CompletableFuture<Outcome<? extends Integer>> done = new CompletableFuture<>();
            Task<Integer> task = new Task<>(loop, "t", new CountedSteps(3, _ -> seen.add(Thread.currentThread())));
            loop.schedule(task.onDone(outcome -> {
                seen.add(Thread.currentThread());
                done.complete(outcome);
            }));
            assertThat(done.join()).isEqualTo(new Outcome.Succeeded<>(3));
            assertThat(seen).hasSize(4).containsOnly(thread);
        }
    }

    @Test
    void idleLoopSleepsAndAnyVisitorWakesIt() {
        try (EventLoopThread _ = EventLoopThread.start(loop)) {
            Thread thread = threadOf(loop);
            awaitSleepOf(thread);
            long before = turns.get();

            Task<Integer> task = new Task<>(loop, "t", new CountedSteps(2));
            loop.schedule(task);
            await().until(() -> task.state() == TaskState.SUCCEEDED);
            awaitSleepOf(thread);
            assertThat(turns.get() - before).as("two steps, and nothing else").isEqualTo(2);
        }
    }

    @Test
    void onlyPausedTasksLeaveTheLoopAsleepToo() {
        try (EventLoopThread _ = EventLoopThread.start(loop)) {
            Thread thread = threadOf(loop);
            Task<Integer> task = endless();
            loop.schedule(task);
            await().until(() -> task.steps() > 1_000);
            task.pause();
            awaitSleepOf(thread);
            long steps = task.steps();

            task.resume();
            await().until(() -> task.steps() > steps);
            task.cancel();
            await().until(() -> task.state() == TaskState.CANCELLED);
            awaitSleepOf(thread);
        }
    }

    @Test
    void interruptedLoopGoesBackToSleep() {
        try (EventLoopThread _ = EventLoopThread.start(loop)) {
            Thread thread = threadOf(loop);
            CountDownLatch interrupted = new CountDownLatch(1);
            loop.callSoon(() -> {
                Thread.currentThread().interrupt();
                interrupted.countDown();
            });
            await().until(() -> interrupted.getCount() == 0);

            await().untilAsserted(() -> assertThat(thread.isInterrupted()).isFalse());
            awaitSleepOf(thread);
        }
    }

    @Test
    void closeEndsTheThreadAndLeavesWhatIsLeft() {
        EventLoopThread driver = EventLoopThread.start(loop);
        Thread thread = threadOf(loop);
        Task<Integer> task = endless();
        loop.schedule(task);
        await().until(() -> task.steps() > 0);

        driver.close();

        assertThat(driver.isRunning()).isFalse();
        assertThat(thread.isAlive()).isFalse();
        assertThat(task.state()).isEqualTo(TaskState.READY);
        long steps = task.steps();
        assertThat(loop.runTurn()).as("the loop is free to be driven again").isTrue();
        assertThat(task.steps()).isEqualTo(steps + 1);
        driver.close();
    }

    @Test
    void closeFromInsideDoesNotWaitForItself() {
        AtomicBoolean returned = new AtomicBoolean();
        EventLoopThread driver = EventLoopThread.start(loop);
        loop.callSoon(() -> {
            driver.close();
            returned.set(true);
        });
        await().until(() -> !driver.isRunning());

        assertThat(returned).isTrue();
    }

    /// The moment at which the loop is told to stop: after it has asked, and before it goes to sleep.
    @Test
    @Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
    void stopBetweenTheQuestionAndTheSleepIsNotSleptThrough() {
        AtomicBoolean stopped = new AtomicBoolean();

        loop.runUntil(() -> {
            boolean answer = stopped.getAndSet(true);
            loop.wakeUp();
            return answer;
        });

        assertThat(stopped).isTrue();
    }

    @Test
    void closeAtAnyMomentEndsTheThread() {
        for (int i = 0; i < 2_000; i++) {
            EventLoopThread driver = EventLoopThread.start(loop);
            for (int spin = 0; spin < i % 500; spin++) {
                Thread.onSpinWait();
            }
            driver.close();
            assertThat(driver.isRunning()).isFalse();
        }
    }

    @Test
    void listenerThatThrowsDoesNotStopTheLoop() {
        AtomicInteger thrown = new AtomicInteger();
        EventLoop own = new EventLoop(Scheduling.INTERLEAVED, new ThrowingListener(thrown));
        try (EventLoopThread driver = EventLoopThread.start(own)) {
            threadOf(own).setUncaughtExceptionHandler((_, _) -> thrown.incrementAndGet());
            Task<Integer> good = new Task<>(own, "good", new CountedSteps(100));
            Task<Integer> bad = new Task<>(own, "bad", new CountedSteps(100, _ -> {
                throw new IllegalStateException("task");
            }));
            AtomicInteger called = new AtomicInteger();
            bad.onDone(_ -> {
                called.incrementAndGet();
                throw new IllegalStateException("callback");
            });
            bad.onDone(_ -> called.incrementAndGet());
            own.schedule(bad, good);
            await().until(() -> called.get() == 2 && good.state().isEnded());

            assertThat(good.outcome()).isEqualTo(new Outcome.Succeeded<>(100));
            assertThat(bad.state()).isEqualTo(TaskState.FAILED);
            assertThat(driver.isRunning()).isTrue();
            assertThat(thrown).as("what it threw is reported").hasPositiveValue();
        }
    }

    private Task<Integer> endless() {
        return new Task<>(loop, "endless", new CountedSteps(Integer.MAX_VALUE));
    }

    private static Thread threadOf(EventLoop loop) {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        loop.callSoon(() -> thread.complete(Thread.currentThread()));
        return thread.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static void awaitSleepOf(Thread thread) {
        await().until(() -> thread.getState() == Thread.State.WAITING);
    }

    private record ThrowingListener(AtomicInteger thrown) implements EventLoopListener {

        @Override
        public void turnsRan(int turns, long nanos) {
            fail();
        }

        @Override
        public void lagged(long nanos) {
            fail();
        }

        @Override
        public void taskFailed(Task<?> task, Throwable failure) {
            fail();
        }

        @Override
        public void callbackFailed(Throwable failure) {
            fail();
        }

        private void fail() {
            thrown.incrementAndGet();
            throw new IllegalStateException("listener");
        }
    }
}
