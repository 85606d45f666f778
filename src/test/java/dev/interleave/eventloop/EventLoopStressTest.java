package dev.interleave.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Many threads submit to the inbox of one loop.
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class EventLoopStressTest {

    private static final int PLATFORM_THREADS = 4;
    private static final int VIRTUAL_THREADS = 100;
    private static final int TASKS_PER_THREAD = 200;
    private static final int CALLBACKS_PER_TASK = 3;
    private static final int TASKS = (PLATFORM_THREADS + VIRTUAL_THREADS) * TASKS_PER_THREAD;

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger turnsTold = new AtomicInteger();
    private final EventLoopListener listener = new EventLoopListener() {
        @Override
        public void turnsRan(int turns, long nanos) {
            turnsTold.addAndGet(turns);
        }

        @Override
        public void taskFailed(Task<?> task, Throwable failure) {
            failures.add(failure);
        }

        @Override
        public void callbackFailed(Throwable failure) {
            failures.add(failure);
        }
    };

    /// A task, and how often each of its callbacks was called.
    private static final class Subject {

        final int length = ThreadLocalRandom.current().nextInt(1, 40);
        final AtomicInteger stepsTaken = new AtomicInteger();
        final List<AtomicInteger> calls = new ArrayList<>();
        final Task<Integer> task;

        Subject(EventLoop loop) {
            task = new Task<>(loop, "subject", new CountedSteps(length, step -> {
                assertThat(step).isEqualTo(stepsTaken.incrementAndGet());
                assertThat(Thread.currentThread().getName()).isEqualTo("event-loop");
            }));
        }

        void addCallback(CountDownLatch allCalled) {
            AtomicInteger called = new AtomicInteger();
            calls.add(called);
            task.onDone(outcome -> {
                assertThat(outcome).isSameAs(task.outcome());
                called.incrementAndGet();
                allCalled.countDown();
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyTaskEndsOnceAndEveryCallbackIsCalledOnce(Scheduling scheduling) throws InterruptedException {
        EventLoop loop = new EventLoop(scheduling, listener);
        AtomicReferenceArray<Subject> subjects = new AtomicReferenceArray<>(TASKS);
        CountDownLatch allCalled = new CountDownLatch(TASKS * CALLBACKS_PER_TASK);

        try (EventLoopThread driver = EventLoopThread.start(loop)) {
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < PLATFORM_THREADS + VIRTUAL_THREADS; i++) {
                int from = i * TASKS_PER_THREAD;
                Thread.Builder kind = i < PLATFORM_THREADS ? Thread.ofPlatform() : Thread.ofVirtual();
                clients.add(kind.start(() -> submitAndDisturb(loop, subjects, from, allCalled)));
            }
            for (Thread client : clients) {
                client.join();
            }
            assertThat(allCalled.await(60, TimeUnit.SECONDS))
                    .as("%d callbacks were not called", allCalled.getCount())
                    .isTrue();
            assertThat(driver.isRunning()).isTrue();
        }

        assertThat(failures).isEmpty();
        assertThat(loop.readyTasks()).isZero();
        long steps = 0;
        int ended = 0;
        for (int i = 0; i < TASKS; i++) {
            Subject subject = subjects.get(i);
            steps += subject.task.steps();
            ended += subject.task.state().isEnded() ? 1 : 0;
            assertThat(subject.calls).hasSize(CALLBACKS_PER_TASK).allMatch(called -> called.get() == 1);
            assertThat(subject.stepsTaken).hasValue((int) subject.task.steps());
            switch (subject.task.state()) {
                case SUCCEEDED -> assertThat(subject.task.steps()).isEqualTo(subject.length);
                case CANCELLED -> assertThat(subject.task.steps()).isLessThan(subject.length);
                case CREATED, READY, PAUSED, FAILED -> assertThat(subject.task).isNull();
            }
        }
        assertThat(ended).isEqualTo(TASKS);
        assertThat(loop.rounds()).isEqualTo(steps);
        assertThat((long) turnsTold.get())
                .as("a turn per step and callback, and some for tasks found paused or cancelled")
                .isGreaterThanOrEqualTo(steps + (long) TASKS * CALLBACKS_PER_TASK);
    }

    private static void submitAndDisturb(
            EventLoop loop, AtomicReferenceArray<Subject> subjects, int from, CountDownLatch allCalled) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int i = from; i < from + TASKS_PER_THREAD; i++) {
            Subject subject = new Subject(loop);
            subject.addCallback(allCalled);
            loop.schedule(subject.task);
            subject.addCallback(allCalled);
            subjects.set(i, subject);

            Subject other = subjects.get(random.nextInt(TASKS));
            Task<Integer> victim = other == null ? subject.task : other.task;
            switch (random.nextInt(4)) {
                case 0 -> victim.cancel();
                case 1 -> {
                    victim.pause();
                    victim.resume(); // each pause has a resume, so no task is paused in the end
                }
                case 2 -> {
                    victim.pause();
                    loop.callSoon(victim::resume);
                }
                default -> {}
            }
            subject.addCallback(allCalled);
        }
    }

    /// Each submission finds a loop that sleeps or is about to: one that is slept through would hang here.
    @ParameterizedTest
    @EnumSource
    void noWakeUpIsLost(Scheduling scheduling) throws InterruptedException {
        EventLoop loop = new EventLoop(scheduling, listener);
        int rallies = 20_000;
        try (EventLoopThread _ = EventLoopThread.start(loop)) {
            for (int i = 0; i < rallies; i++) {
                Task<Integer> ping = new Task<>(loop, "ping", new CountedSteps(1));
                CountDownLatch pong = new CountDownLatch(1);
                loop.schedule(ping.onDone(_ -> pong.countDown()));
                assertThat(pong.await(30, TimeUnit.SECONDS)).as("rally %d", i).isTrue();
            }
        }
        assertThat(loop.rounds()).isEqualTo(rallies);
    }

    @Test
    void visitorsAreLetInWhileTasksAreBusy() throws InterruptedException {
        EventLoop loop = new EventLoop(Scheduling.SEQUENTIAL, listener);
        try (EventLoopThread _ = EventLoopThread.start(loop)) {
            Task<Integer> busy = new Task<>(loop, "busy", new CountedSteps(Integer.MAX_VALUE));
            loop.schedule(busy);
            CountDownLatch called = new CountDownLatch(1_000);
            for (int i = 0; i < 1_000; i++) {
                loop.callSoon(called::countDown);
            }
            assertThat(called.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(busy.state()).isEqualTo(TaskState.READY);
        }
    }
}
