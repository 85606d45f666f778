package dev.interleave.eventloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class LoopTimerTest {

    private static final Duration MICRO = Duration.ofNanos(1_000);
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

    private final SimulatedTask.Clock clock = new SimulatedTask.Clock();
    private final RecordingListener listener = new RecordingListener();
    private final EventLoop loop = new EventLoop(Scheduling.INTERLEAVED, listener, clock);
    private final List<String> log = new ArrayList<>();

    @Nested
    class Order {

        @ParameterizedTest
        @EnumSource
        void followsTheTimesAndThenTheOrderOfCreation(Scheduling scheduling) {
            EventLoop own = new EventLoop(scheduling, listener, clock);
            own.callAt(30, () -> log.add("30"));
            own.callAt(10, () -> log.add("10 first"));
            own.callAt(20, () -> log.add("20"));
            own.callAt(10, () -> log.add("10 second"));
            own.callLater(Duration.ofNanos(10), () -> log.add("10 third"));

            clock.now = 30;
            own.runUntilIdle();

            assertThat(log).containsExactly("10 first", "10 second", "10 third", "20", "30");
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void holdsForRandomTimesAndCancellations(long seed) {
            Random random = new Random(seed);
            List<LoopTimer> timers = new ArrayList<>();
            List<Integer> called = new ArrayList<>();
            IntStream.range(0, 5_000).forEach(i -> timers.add(loop.callAt(random.nextInt(500), () -> called.add(i))));
            loop.runUntilIdle();
            List<Integer> kept = new ArrayList<>();
            for (int i = 0; i < timers.size(); i++) {
                if (timers.get(i).isPending() && random.nextBoolean()) {
                    timers.get(i).cancel();
                } else {
                    kept.add(i);
                }
            }
            kept.sort(Comparator.comparingLong(i -> timers.get(i).time()));

            runUntilNoTimerIsPending();

            assertThat(called).isEqualTo(kept);
        }

        @Test
        void holdsBeyondOneBatch() {
            List<Integer> called = new ArrayList<>();
            for (int i = 1_000; i > 0; i--) {
                int time = i;
                loop.callAt(time, () -> called.add(time));
            }
            loop.runUntilIdle();
            clock.now = 1_000;

            loop.runUntilIdle();

            assertThat(called).isEqualTo(IntStream.rangeClosed(1, 1_000).boxed().toList());
        }
    }

    @Nested
    class Time {

        @Test
        void startsAtZeroWhateverTheOriginOfTheClock() {
            clock.now = Long.MAX_VALUE - 5;
            EventLoop own = new EventLoop(Scheduling.FAIR, listener, clock);
            assertThat(own.time()).isZero();
            own.callLater(Duration.ofNanos(10), () -> log.add("after the overflow of the clock"));
            own.callLater(Duration.ofNanos(3), () -> log.add("before it"));

            clock.now += 3;
            own.runUntilIdle();
            assertThat(log).containsExactly("before it");
            clock.now += 7;
            own.runUntilIdle();

            assertThat(own.time()).isEqualTo(10);
            assertThat(log).containsExactly("before it", "after the overflow of the clock");
        }

        @Test
        void timerRunsAtItsTimeAndNotBefore() {
            LoopTimer timer = loop.callLater(MICRO, () -> log.add("called"));

            clock.now = 999;
            assertThat(loop.runTurn()).isFalse();
            assertThat(timer.isPending()).isTrue();
            clock.now = 1_000;
            assertThat(loop.runTurn()).isTrue();

            assertThat(log).containsExactly("called");
            assertThat(timer.isPending()).isFalse();
            assertThat(timer.time()).isEqualTo(1_000);
            assertThat(loop.runTurn()).isFalse();
        }

        @ParameterizedTest
        @ValueSource(longs = {0, -1, Long.MIN_VALUE})
        void timerWithoutDelayRunsInTheNextTurn(long seconds) {
            clock.now = 5_000;
            loop.callLater(Duration.ofSeconds(seconds), () -> log.add("called"));

            assertThat(log).isEmpty();
            assertThat(loop.runTurn()).isTrue();
            assertThat(log).containsExactly("called");
        }

        @Test
        void timeInThePastIsDueAtOnce() {
            clock.now = 5_000;
            loop.callAt(Long.MIN_VALUE, () -> log.add("distant past"));
            loop.callAt(4_999, () -> log.add("past"));
            loop.runUntilIdle();

            assertThat(log).containsExactly("distant past", "past");
        }

        @Test
        void hugeDelaysDoNotOverflow() {
            clock.now = 5_000;
            LoopTimer forever = loop.callLater(FOREVER, () -> log.add("never"));
            LoopTimer latest = loop.callLater(Duration.ofNanos(Long.MAX_VALUE), () -> log.add("never"));
            loop.callLater(MICRO, () -> log.add("soon"));
            clock.now = Long.MAX_VALUE / 2;
            loop.runUntilIdle();

            assertThat(log).containsExactly("soon");
            assertThat(forever.time()).isEqualTo(Long.MAX_VALUE);
            assertThat(latest.time()).isEqualTo(Long.MAX_VALUE);
        }

        @Test
        void canBeSteppedToTheNextTimer() {
            assertThat(loop.nextTimer()).isEqualTo(Long.MAX_VALUE);
            loop.callAt(7_000, () -> log.add("at " + loop.time()));
            loop.callAt(3_000, () -> {
                log.add("at " + loop.time());
                loop.callLater(MICRO, () -> log.add("at " + loop.time()));
            });

            runUntilNoTimerIsPending();

            assertThat(log).containsExactly("at 3000", "at 4000", "at 7000");
            assertThat(loop.nextTimer()).isEqualTo(Long.MAX_VALUE);
        }
    }

    @Nested
    class Cancellation {

        @Test
        void preventsTheCallBeforeTheTimerIsDue() {
            LoopTimer timer = loop.callLater(MICRO, () -> log.add("called"));
            loop.runUntilIdle();
            assertThat(loop.pendingTimers()).isEqualTo(1);

            assertThat(timer.cancel()).isTrue();
            assertThat(timer.cancel()).as("the second call").isFalse();
            assertThat(timer.isPending()).isFalse();
            loop.runUntilIdle();
            assertThat(loop.pendingTimers()).isZero();
            clock.now = 1_000;
            assertThat(loop.runTurn()).isFalse();

            assertThat(log).isEmpty();
        }

        @Test
        void preventsTheCallWhileTheTimerWaitsForItsTurn() {
            List<LoopTimer> timers = new ArrayList<>();
            timers.add(loop.callAt(
                    10, () -> log.add("first cancels: " + timers.get(1).cancel())));
            timers.add(loop.callAt(10, () -> log.add("second")));
            timers.add(loop.callAt(10, () -> log.add("third")));
            clock.now = 10;
            loop.runUntilIdle();

            assertThat(log).containsExactly("first cancels: true", "third");
        }

        @Test
        void comesTooLateAfterTheCall() {
            LoopTimer timer = loop.callLater(Duration.ZERO, () -> log.add("called"));
            loop.runUntilIdle();

            assertThat(timer.cancel()).isFalse();
            assertThat(log).containsExactly("called");
        }

        @Test
        void comesTooLateInsideItsOwnCallback() {
            List<LoopTimer> self = new ArrayList<>();
            self.add(loop.callLater(
                    Duration.ZERO, () -> log.add("cancelled: " + self.getFirst().cancel())));
            loop.runUntilIdle();

            assertThat(log).containsExactly("cancelled: false");
        }

        @Test
        void overtakesATimerThatIsStillInTheInbox() {
            List<LoopTimer> timers = Collections.synchronizedList(new ArrayList<>());
            loop.callSoon(() -> {
                Thread other = Thread.ofPlatform().start(() -> timers.add(loop.callLater(MICRO, () -> log.add("no"))));
                join(other);
                timers.getFirst().cancel();
            });
            loop.runUntilIdle();

            assertThat(loop.pendingTimers())
                    .as("the cancelled timer is not kept")
                    .isZero();
        }

        @Test
        void ofHalfAMillionTimersReleasesThemAtOnce() {
            List<WeakReference<Runnable>> callbacks = new ArrayList<>();
            List<LoopTimer> timers = new ArrayList<>();
            AtomicInteger called = new AtomicInteger();
            for (int i = 0; i < 1_000_000; i++) {
                Runnable callback = new CountingCallback(called);
                timers.add(loop.callAt(1_000 + i * 7_919L % 1_000_003, callback));
                if (i % 1_000 == 0) {
                    callbacks.add(new WeakReference<>(callback));
                }
            }
            loop.runUntilIdle();
            assertThat(loop.pendingTimers()).isEqualTo(1_000_000);

            for (int i = 0; i < timers.size(); i += 2) {
                timers.get(i).cancel();
            }
            timers.clear();
            loop.runUntilIdle();

            assertThat(loop.pendingTimers()).isEqualTo(500_000);
            await().untilAsserted(() -> {
                System.gc();
                assertThat(callbacks).as("callbacks of cancelled timers").allMatch(callback -> callback.refersTo(null));
            });
            clock.now = 2_000_000;
            loop.runUntilIdle();
            assertThat(called).hasValue(500_000);
            assertThat(loop.pendingTimers()).isZero();
        }
    }

    @Nested
    class Callbacks {

        @Test
        void ofATimerCanAddTimers() {
            loop.callLater(MICRO, () -> {
                log.add("first");
                loop.callLater(MICRO, () -> log.add("second"));
            });
            clock.now = 1_000;
            loop.runUntilIdle();
            assertThat(log).containsExactly("first");
            clock.now = 2_000;
            loop.runUntilIdle();

            assertThat(log).containsExactly("first", "second");
        }

        @ParameterizedTest
        @EnumSource
        void thatAreDueAtOnceForeverStarveNoTask(Scheduling scheduling) {
            EventLoop own = new EventLoop(scheduling, listener, clock);
            Task<Integer> task = new Task<>(own, "task", new CountedSteps(100));
            new Object() {
                void again() {
                    own.callLater(Duration.ZERO, this::again);
                }
            }.again();
            own.schedule(task);

            for (int turns = 0; turns < 1_000 && task.outcome() == null; turns++) {
                own.runTurn();
            }

            assertThat(task.outcome()).isEqualTo(new Outcome.Succeeded<>(100));
        }

        @ParameterizedTest
        @EnumSource
        void ofAFloodOfTimersLetTasksHaveTurns(Scheduling scheduling) {
            EventLoop own = new EventLoop(scheduling, listener, clock);
            List<Integer> calledBeforeStep = new ArrayList<>();
            AtomicInteger called = new AtomicInteger();
            IntStream.range(0, 10_000).forEach(_ -> own.callAt(10, called::incrementAndGet));
            own.runUntilIdle();
            own.schedule(new Task<>(own, "task", new CountedSteps(20, _ -> calledBeforeStep.add(called.getAndSet(0)))));
            clock.now = 10;
            own.runUntilIdle();

            assertThat(calledBeforeStep).hasSize(20).allMatch(calls -> calls <= TimerQueue.BATCH);
        }

        @Test
        void thatThrowHarmNoOtherAndAreReported() {
            IllegalStateException failure = new IllegalStateException("timer");
            loop.callAt(1, () -> {
                throw failure;
            });
            loop.callAt(2, () -> log.add("next"));
            clock.now = 2;
            loop.runUntilIdle();

            assertThat(log).containsExactly("next");
            assertThat(listener.callbackFailures).containsExactly(failure);
        }
    }

    @Nested
    class Driver {

        @Test
        void waitsForTimersUntilItsTaskHasEnded() {
            AtomicLong ticking = new AtomicLong();
            EventLoop own = new EventLoop(Scheduling.FAIR, listener, () -> ticking.addAndGet(1_000_000));
            Task<Integer> task = new Task<>(own, "task", new CountedSteps(2));
            own.callLater(Duration.ofMillis(50), () -> own.schedule(task));

            assertThat(own.runUntilComplete(task)).isEqualTo(2);
        }

        @Test
        void givesUpWhenNoTimerIsPending() {
            Task<Integer> task = new Task<>(loop, "never scheduled", new CountedSteps(2));
            loop.callLater(Duration.ZERO, () -> log.add("called"));

            assertThatIllegalStateException().isThrownBy(() -> loop.runUntilComplete(task));
            assertThat(log).containsExactly("called");
        }

        @Test
        void wakesUpForATimer() throws InterruptedException {
            EventLoop own = new EventLoop(Scheduling.FAIR, listener);
            CountDownLatch called = new CountDownLatch(2);
            try (EventLoopThread _ = EventLoopThread.start(own)) {
                own.callLater(Duration.ofMillis(20), () -> own.callLater(Duration.ofMillis(1), called::countDown));
                own.callLater(Duration.ofMillis(10), called::countDown);

                assertThat(called.await(30, TimeUnit.SECONDS)).isTrue();
            }
        }

        @Test
        void sleepsWhileNoTimerIsDueAndWakesUpForAnEarlierTimer() throws InterruptedException {
            AtomicLong now = new AtomicLong();
            AtomicInteger turns = new AtomicInteger();
            EventLoop own = new EventLoop(Scheduling.FAIR, new TurnCounter(turns), now::get);
            CountDownLatch called = new CountDownLatch(1);
            try (EventLoopThread _ = EventLoopThread.start(own)) {
                List<Thread> driver = Collections.synchronizedList(new ArrayList<>());
                LoopTimer distant = own.callLater(Duration.ofHours(1), () -> {});
                own.callSoon(() -> driver.add(Thread.currentThread()));
                await().until(() -> !driver.isEmpty());
                awaitState(driver.getFirst(), Thread.State.TIMED_WAITING);
                int before = turns.get();

                now.set(1_000);
                own.callAt(1_000, called::countDown);
                assertThat(called.await(30, TimeUnit.SECONDS)).isTrue();
                awaitState(driver.getFirst(), Thread.State.TIMED_WAITING);
                assertThat(turns).as("one more turn").hasValue(before + 1);

                distant.cancel();
                awaitState(driver.getFirst(), Thread.State.WAITING);
            }
        }

        @Test
        void runsEachTimerOfManyThreadsOnceUnlessItIsCancelled() {
            EventLoop own = new EventLoop(Scheduling.FAIR, listener);
            AtomicInteger called = new AtomicInteger();
            AtomicInteger cancelled = new AtomicInteger();
            int threads = 8;
            int timersPerThread = 5_000;
            try (EventLoopThread _ = EventLoopThread.start(own)) {
                List<Thread> clients = IntStream.range(0, threads)
                        .mapToObj(i -> Thread.ofPlatform().start(() -> {
                            Random random = new Random(i);
                            for (int k = 0; k < timersPerThread; k++) {
                                Duration delay = Duration.ofNanos(random.nextInt(2_000_000));
                                LoopTimer timer = own.callLater(delay, called::incrementAndGet);
                                if (random.nextBoolean() && timer.cancel()) {
                                    cancelled.incrementAndGet();
                                }
                            }
                        }))
                        .toList();
                clients.forEach(LoopTimerTest::join);

                await().untilAsserted(
                                () -> assertThat(called.get() + cancelled.get()).isEqualTo(threads * timersPerThread));
            }
            assertThat(own.pendingTimers()).isZero();
        }
    }

    /// Steps the clock to each timer in turn, as a simulation does.
    private void runUntilNoTimerIsPending() {
        loop.runUntilIdle();
        while (loop.nextTimer() != Long.MAX_VALUE) {
            clock.now = loop.nextTimer();
            loop.runUntilIdle();
        }
    }

    private static void awaitState(Thread thread, Thread.State state) {
        await().until(() -> thread.getState() == state);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private record TurnCounter(AtomicInteger turns) implements EventLoopListener {

        @Override
        public void turnsRan(int count, long nanos) {
            turns.addAndGet(count);
        }
    }

    private record CountingCallback(AtomicInteger called) implements Runnable {

        @Override
        public void run() {
            called.incrementAndGet();
        }
    }
}
