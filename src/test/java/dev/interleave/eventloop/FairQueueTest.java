package dev.interleave.eventloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.interleave.eventloop.fair.SchedulingWeight;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The guarantees of [FairQueue], on random sets of tasks with steps of random lengths.
class FairQueueTest {

    private static final int SEEDS = 50;
    private static final long S = Scheduling.SLICE_NANOS;
    private static final long L = S;
    private static final long ENDLESS = Long.MAX_VALUE;

    private long longestStep = L;
    private final SimulatedTask.Clock clock = new SimulatedTask.Clock();
    private final EventLoop loop = new EventLoop(Scheduling.FAIR, EventLoopListener.NONE, clock);

    static IntStream seeds() {
        return IntStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shortTaskEndsWithinOneSliceAndOneStepOfItsArrival(int seed) {
        Random random = new Random(seed);
        longestStep = random.nextLong(2_000, L + 1);
        List<SimulatedTask> others = endless(random, random.nextInt(1, 1_000), random.nextInt(1, 10));
        runPastFirstSlices(others);
        for (int i = 0; i < 20; i++) {
            runFor(random.nextLong(8 * S, 30 * S));
            SimulatedTask arrived = arriveInAStepOf(others, random, random.nextLong(1, S + 1));
            assertThat(arrived.latency()).as("arrival %d", i).isLessThanOrEqualTo(S + longestStep);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shortTaskWaitsForNewTasksBeforeItAndFewOlderTasks(int seed) {
        Random random = new Random(seed);
        List<SimulatedTask> others = endless(random, random.nextInt(1, 200), 1);
        runPastFirstSlices(others);
        runFor(10 * S);

        int before = random.nextInt(1, 100);
        endless(random, before, 1);
        SimulatedTask last = task(random, SchedulingWeight.EQUAL, S);
        runUntil(() -> last.ended >= 0);

        assertThat(last.latency()).isLessThanOrEqualTo((before + 1) * (S + L) * 4 / 3 + 2 * (S + L));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noTaskStarvesBesideAnEndlessStreamOfShortTasks(int seed) {
        Random random = new Random(seed);
        List<SimulatedTask> others = endless(random, random.nextInt(1, 30), 1);
        for (int i = 0; i < 5; i++) {
            stream(random, SchedulingWeight.EQUAL);
        }
        runPastFirstSlices(others);
        others.forEach(task -> task.longestWait = 0);
        runFor(2_000 * S);

        double weights = others.stream().mapToDouble(FairQueueTest::weight).sum();
        for (SimulatedTask task : others) {
            double w = weight(task);
            double bound = 4 * (S + L) * (1 + (others.size() - 1) + (weights - w) / w);
            assertThat((double) task.longestWait).isLessThanOrEqualTo(bound);
            assertThat(task.task.steps()).as("had turns").isGreaterThan(1);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void newTasksReceiveAtMostThreeQuartersOfTheTime(int seed) {
        Random random = new Random(seed);
        List<SimulatedTask> others = endless(random, 4, 1);
        stream(random, SchedulingWeight.EQUAL);
        stream(random, SchedulingWeight.EQUAL);
        runPastFirstSlices(others);
        long before = received(others);
        long start = clock.now;
        runFor(1_000 * S);

        assertThat((double) (received(others) - before) / (clock.now - start)).isBetween(0.24, 0.3);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void ownersReceiveTheSameWhateverTheNumberOfTheirTasks(int seed) {
        Random random = new Random(seed);
        List<SimulatedTask> thousand = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            thousand.add(task(random, new SchedulingWeight("many", 1), ENDLESS));
        }
        SimulatedTask one = task(random, new SchedulingWeight("one", 1), ENDLESS);
        for (int i = 0; i < 5; i++) {
            runFor(random.nextLong(1_000 * S));
            assertThat(Math.abs(received(thousand) - one.received)).isLessThanOrEqualTo(18 * (S + L));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void ownerWithAStreamOfShortTasksReceivesNoMoreThanAnother(int seed) {
        Random random = new Random(seed);
        SimulatedTask one = task(random, new SchedulingWeight("one", 1), ENDLESS);
        for (int i = 0; i < 5; i++) {
            stream(random, new SchedulingWeight("streaming", 1));
        }
        runFor(2_000 * S);

        assertThat(Math.abs(clock.now - 2 * one.received)).isLessThanOrEqualTo(18 * (S + L));
        assertThat(one.longestWait).isLessThanOrEqualTo(18 * (S + L));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void equalTasksReceiveTheSame(int seed) {
        Random random = new Random(seed);
        List<SimulatedTask> equal = new ArrayList<>();
        for (int i = 0; i < random.nextInt(2, 100); i++) {
            equal.add(task(random, SchedulingWeight.EQUAL, ENDLESS));
        }
        if (random.nextBoolean()) {
            stream(random, SchedulingWeight.EQUAL);
        }
        runPastFirstSlices(equal);
        long[] before = equal.stream().mapToLong(w -> w.received).toArray();
        for (int i = 0; i < 20; i++) {
            runFor(random.nextLong(100 * S));
            long[] since = IntStream.range(0, before.length)
                    .mapToLong(j -> equal.get(j).received - before[j])
                    .sorted()
                    .toArray();
            assertThat(since[since.length - 1] - since[0]).isLessThanOrEqualTo(2 * (S + L));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void tasksReceiveTimeInProportionToTheirWeights(int seed) {
        Random random = new Random(seed);
        SimulatedTask low = task(random, new SchedulingWeight("", 1), ENDLESS);
        SimulatedTask normal = task(random, new SchedulingWeight("", 4), ENDLESS);
        SimulatedTask high = task(random, new SchedulingWeight("", 16), ENDLESS);
        runPastFirstSlices(List.of(low, normal, high));
        double[] before =
                Stream.of(low, normal, high).mapToDouble(w -> w.received).toArray();
        runFor(random.nextLong(500 * S, 5_000 * S));

        double perWeight = low.received - before[0];
        assertThat((normal.received - before[1]) / 4).isCloseTo(perWeight, offset((S + L) * (1 + 1 / 4.0)));
        assertThat((high.received - before[2]) / 16).isCloseTo(perWeight, offset((S + L) * (1 + 1 / 16.0)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void pausedTaskSavesUpNoTime(int seed) {
        Random random = new Random(seed);
        SimulatedTask paused = task(random, SchedulingWeight.EQUAL, ENDLESS);
        SimulatedTask other = task(random, SchedulingWeight.EQUAL, ENDLESS);
        runFor(100 * S);
        paused.task.pause();
        runFor(1_000 * S);
        paused.task.resume();
        long before = paused.received;
        long otherBefore = other.received;
        runFor(200 * S);

        assertThat(Math.abs((paused.received - before) - (other.received - otherBefore)))
                .isLessThanOrEqualTo(2 * (S + L));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void taskGainsNothingByPausingAndResuming(int seed) {
        Random random = new Random(seed);
        SimulatedTask busy = task(random, SchedulingWeight.EQUAL, ENDLESS);
        SimulatedTask nervous = task(random, SchedulingWeight.EQUAL, ENDLESS);
        nervous.inStep = () -> {
            if (random.nextInt(3) == 0) {
                nervous.task.pause();
                loop.callSoon(nervous.task::resume);
            }
        };
        runFor(2_000 * S);

        assertThat(nervous.received - busy.received).isLessThanOrEqualTo(2 * (S + L));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void idleOwnerSavesUpNoTime(int seed) {
        Random random = new Random(seed);
        SimulatedTask busy = task(random, new SchedulingWeight("busy", 1), ENDLESS);
        task(random, new SchedulingWeight("away", 1), 50 * S);
        runFor(1_000 * S);
        SimulatedTask back = task(random, new SchedulingWeight("away", 1), ENDLESS);
        long before = busy.received;
        runFor(random.nextLong(1_000 * S));

        assertThat(Math.abs(back.received - (busy.received - before))).isLessThanOrEqualTo(18 * (S + L));
    }

    /// An owner that becomes idle after each short task has a lead of sixteen slices once, not each time.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void ownerLosesNoDebtByBeingIdle(int seed) {
        Random random = new Random(seed);
        SimulatedTask busy = task(random, new SchedulingWeight("busy", 1), ENDLESS);
        runFor(10 * S);
        long start = clock.now;
        long before = busy.received;
        for (int i = 0; i < 200; i++) {
            SimulatedTask hit = task(random, new SchedulingWeight("run", 1), S);
            runUntil(() -> hit.ended >= 0);
            loop.runTurn();
        }

        long run = clock.now - start - (busy.received - before);
        assertThat(run - (busy.received - before)).isLessThanOrEqualTo(18 * (S + L));
    }

    @Test
    void idleOwnersAreForgottenOnceTheOthersHaveCaughtUp() {
        Random random = new Random(1);
        task(random, new SchedulingWeight("stays", 1), ENDLESS);
        for (int i = 0; i < 1_000; i++) {
            task(random, new SchedulingWeight("owner " + i, 1), S);
        }
        runFor(3_000 * S);
        assertThat(owners()).isEqualTo(1);
    }

    @Test
    void idleLoopForgetsAllOwners() {
        task(new Random(1), new SchedulingWeight("a", 1), 10 * S);
        task(new Random(1), new SchedulingWeight("b", 1), 3 * S);
        loop.runUntilIdle();
        assertThat(owners()).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void timeOfCancelledAndPausedTasksGoesToOthers(int seed) {
        Random random = new Random(seed);
        List<SimulatedTask> tasks = endless(random, 100, 3);
        SimulatedTask stays = task(random, SchedulingWeight.EQUAL, ENDLESS);
        runFor(random.nextLong(300 * S));
        tasks.forEach(task -> {
            if (random.nextBoolean()) {
                task.task.cancel();
            } else {
                task.task.pause();
            }
        });
        long start = clock.now;
        long before = stays.received;
        runFor(50 * S);

        assertThat(clock.now - start).isEqualTo(stays.received - before);
        assertThat(loop.readyTasks()).isEqualTo(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyTaskEnds(int seed) {
        Random random = new Random(seed);
        List<SimulatedTask> tasks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            tasks.add(task(random, randomWeight(random, 5), random.nextLong(1, 20 * S)));
            runFor(random.nextLong(2 * S));
        }
        loop.runUntilIdle();

        assertThat(tasks).allMatch(task -> task.task.state() == TaskState.SUCCEEDED);
        assertThat(clock.now).as("no step was run twice").isEqualTo(received(tasks));
    }

    /// Turns of a tenth of a microsecond are measured many at a time, and still charged to the right task.
    @Test
    void tinyStepsAreChargedToTheirTasks() {
        SimulatedTask tiny = new SimulatedTask(loop, clock, SchedulingWeight.EQUAL, ENDLESS, () -> 100);
        SimulatedTask small = new SimulatedTask(loop, clock, SchedulingWeight.EQUAL, ENDLESS, () -> 300);
        SimulatedTask large = new SimulatedTask(loop, clock, SchedulingWeight.EQUAL, ENDLESS, () -> 150_000);
        loop.runUntil(() -> clock.now > 10_000 * S);

        assertThat(Math.abs(tiny.received - small.received)).isLessThanOrEqualTo(2 * (S + L));
        assertThat(Math.abs(tiny.received - large.received)).isLessThanOrEqualTo(2 * (S + L));
    }

    /// An interrupted batch of tiny turns is charged in full.
    @Test
    void tinyStepsAreChargedEvenIfNewTasksInterruptTheBatch() {
        SimulatedTask tiny = new SimulatedTask(loop, clock, SchedulingWeight.EQUAL, ENDLESS, () -> 900);
        SimulatedTask large = new SimulatedTask(loop, clock, SchedulingWeight.EQUAL, ENDLESS, () -> 150_000);
        int[] step = {0};
        tiny.inStep = () -> {
            if (++step[0] % 20 == 0) {
                new SimulatedTask(loop, clock, SchedulingWeight.EQUAL, 1, () -> 1);
            }
        };
        loop.runUntil(() -> clock.now > 10_000 * S);

        assertThat(Math.abs(tiny.received - large.received)).isLessThanOrEqualTo(2 * (S + L));
    }

    /// As [#shortTaskEndsWithinOneSliceAndOneStepOfItsArrival], driven as [EventLoopThread] drives it.
    @Test
    void shortTaskOfTinyStepsEndsWithinOneSliceAndOneStep() {
        for (int i = 0; i < 1_000; i++) {
            new SimulatedTask(loop, clock, SchedulingWeight.EQUAL, ENDLESS, () -> 150_000);
        }
        loop.runUntil(() -> clock.now > 10_000 * S);
        SimulatedTask shortOne = new SimulatedTask(loop, clock, SchedulingWeight.EQUAL, S, () -> 100);
        loop.runUntil(() -> shortOne.ended >= 0);

        assertThat(shortOne.latency()).isLessThanOrEqualTo(S + 150_000);
    }

    @Test
    void timeOfCallbacksIsChargedToNoTask() {
        SimulatedTask one = task(new Random(1), SchedulingWeight.EQUAL, ENDLESS);
        SimulatedTask other = task(new Random(2), SchedulingWeight.EQUAL, ENDLESS);
        one.inStep = () -> loop.callSoon(() -> clock.now += 10 * S);
        runFor(5_000 * S);

        assertThat(Math.abs(one.received - other.received)).isLessThanOrEqualTo(2 * (S + L));
    }

    private int owners() {
        return ((FairQueue) loop.ready).owners();
    }

    /// Endless tasks of several owners, with random weights.
    private List<SimulatedTask> endless(Random random, int tasks, int owners) {
        return IntStream.range(0, tasks)
                .mapToObj(_ -> task(random, randomWeight(random, owners), ENDLESS))
                .toList();
    }

    private SimulatedTask task(Random random, SchedulingWeight weight, long need) {
        return new SimulatedTask(loop, clock, weight, need, () -> random.nextLong(1_000, longestStep + 1));
    }

    private static SchedulingWeight randomWeight(Random random, int owners) {
        int owner = random.nextInt(owners);
        return new SchedulingWeight(owner == 0 ? "" : "owner " + owner, 1 << (2 * random.nextInt(3)));
    }

    /// A stream of short tasks: when one ends, the next arrives.
    private void stream(Random random, SchedulingWeight weight) {
        SimulatedTask next = task(random, weight, random.nextLong(1, S + 1));
        next.task.onDone(_ -> stream(random, weight));
    }

    /// A task that arrives as one of the others begins a step, at any place in a slice; run to its end.
    private SimulatedTask arriveInAStepOf(List<SimulatedTask> others, Random random, long need) {
        List<SimulatedTask> arrived = new ArrayList<>();
        int skipped = random.nextInt(20);
        int[] step = {0};
        Runnable open = () -> {
            if (step[0]++ == skipped) {
                arrived.add(task(random, randomWeight(random, 10), need));
            }
        };
        others.forEach(task -> task.inStep = open);
        runUntil(() -> !arrived.isEmpty() && arrived.getFirst().ended >= 0);
        return arrived.getFirst();
    }

    private void runPastFirstSlices(List<SimulatedTask> tasks) {
        runUntil(() -> tasks.stream().allMatch(task -> task.received >= S));
    }

    private void runFor(long nanos) {
        long end = clock.now + nanos;
        runUntil(() -> clock.now >= end);
    }

    private void runUntil(BooleanSupplier reached) {
        while (!reached.getAsBoolean() && loop.runTurn()) {}
    }

    private static long received(List<SimulatedTask> tasks) {
        return tasks.stream().mapToLong(task -> task.received).sum();
    }

    private static double weight(SimulatedTask task) {
        return task.task.weight().weight();
    }
}
