package dev.interleave.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Calculation;
import dev.interleave.computation.Calculations;
import dev.interleave.computation.Checkpoint;
import dev.interleave.computation.Input;
import dev.interleave.computation.PartialValue;
import dev.interleave.computation.Value;
import dev.interleave.eventloop.EventLoop;
import dev.interleave.eventloop.Scheduling;
import dev.interleave.eventloop.Step;
import dev.interleave.eventloop.Task;
import dev.interleave.eventloop.fair.SchedulingWeight;
import dev.interleave.execution.control.CompletionEstimator;
import dev.interleave.execution.metrics.LoopStatistics;
import dev.interleave.execution.metrics.ThroughputMeter;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.execution.run.RunningJobs;
import dev.interleave.job.JobIdGenerator;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobSpec;
import dev.interleave.job.model.Priority;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Real calculations on a loop that is stepped by hand, on machines that are slower or faster than the units of
/// cost suppose. A job's end is estimated again and again until it has ended, and the time that is left was
/// estimated right within a factor of two, as long as a tenth of the job's time is left.
class CompletionEstimatorTest {

    /// A calculation whose steps take their time by the clock of the test.
    private final class Timed implements Calculation {

        private final Calculation calculation;

        Timed(Calculation calculation) {
            this.calculation = calculation;
        }

        @Override
        public Checkpoint checkpoint() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Step step() {
            double words = Calculations.partialBits(calculation) / 64.0;
            double fractionBefore = calculation.fraction();
            Step step = calculation.step();
            boolean fast = calculation.fraction() > fractionBefore;
            now += (long) (slowness * (fast ? 150_000 : 20 + 0.8 * words));
            return step;
        }

        @Override
        public Value value() {
            return calculation.value();
        }

        @Override
        public double fraction() {
            return calculation.fraction();
        }

        @Override
        public PartialValue partialValue() {
            return calculation.partialValue();
        }
    }

    private record Guess(RunningJob job, long at, long nanosLeft) {}

    private final RunningJobs runningJobs = new RunningJobs();
    private final LoopStatistics statistics = new LoopStatistics();
    private final ThroughputMeter speed = new ThroughputMeter(runningJobs, statistics);
    private final JobIdGenerator ids = new JobIdGenerator();
    private final InstantSource clock = () -> Instant.EPOCH.plusNanos(this.now);
    private final List<Guess> guesses = new ArrayList<>();
    private final Map<RunningJob, Long> ends = new HashMap<>();
    private double slowness = 20;
    private long now;

    @ParameterizedTest
    @EnumSource
    void oneJob(Scheduling scheduling) {
        EventLoop loop = loop(scheduling);
        guessUntilTheEndOf(loop, List.of(launch(loop, 20_000, Algorithm.ITERATIVE, Priority.NORMAL)));
    }

    @ParameterizedTest
    @EnumSource
    void oneFastJob(Scheduling scheduling) {
        EventLoop loop = loop(scheduling);
        guessUntilTheEndOf(loop, List.of(launch(loop, 200_000, Algorithm.FAST, Priority.NORMAL)));
    }

    @ParameterizedTest
    @EnumSource
    void jobsOfSeveralLengths(Scheduling scheduling) {
        EventLoop loop = loop(scheduling);
        List<RunningJob> jobs = new ArrayList<>();
        for (int n = 2_000; n <= 20_000; n *= 2) {
            jobs.add(launch(loop, n, Algorithm.ITERATIVE, Priority.NORMAL));
            jobs.add(launch(loop, 10L * n, Algorithm.FAST, Priority.NORMAL));
        }
        guessUntilTheEndOf(loop, jobs);
    }

    @Test
    void prioritiesCount() {
        EventLoop loop = loop(Scheduling.FAIR);
        List<RunningJob> jobs = new ArrayList<>();
        for (Priority priority : Priority.values()) {
            jobs.add(launch(loop, 20_000, Algorithm.ITERATIVE, priority));
            jobs.add(launch(loop, 200_000, Algorithm.FAST, priority));
        }
        guessUntilTheEndOf(loop, jobs);
    }

    @ParameterizedTest
    @EnumSource
    void onASlowMachine(Scheduling scheduling) {
        slowness = 100;
        jobsOfSeveralLengths(scheduling);
    }

    /// Half-way through, others want the processor.
    @Test
    void speedIsThatOfTheLastSeconds() {
        EventLoop loop = loop(Scheduling.FAIR);
        slowness = 1_000;
        launch(loop, 20_000, Algorithm.ITERATIVE, Priority.NORMAL);
        runUntil(loop, () -> now > 5_000_000_000L);
        double before = speed.unitsPerNano();
        slowness = 4_000;
        for (int second = 5; second < 12; second++) {
            long end = second * 1_000_000_000L;
            runUntil(loop, () -> now > end);
            speed.unitsPerNano();
        }

        assertThat(before / speed.unitsPerNano()).isBetween(3.5, 4.5);
    }

    @Test
    void endedAndPausedJobsHaveNoEstimate() {
        slowness = 1;
        EventLoop loop = loop(Scheduling.FAIR);
        RunningJob ended = launch(loop, 100, Algorithm.ITERATIVE, Priority.NORMAL);
        RunningJob paused = launch(loop, 20_000, Algorithm.ITERATIVE, Priority.NORMAL);
        RunningJob other = launch(loop, 20_000, Algorithm.ITERATIVE, Priority.NORMAL);
        CompletionEstimator completionEstimator = new CompletionEstimator(loop, runningJobs, speed, clock);
        Instant beside = end(completionEstimator, other);
        paused.task().pause();
        runUntil(loop, () -> ended.task().state().isEnded());

        assertThat(completionEstimator.endOf(ended.job().id())).isEmpty();
        assertThat(completionEstimator.endOf(paused.job().id())).isEmpty();
        assertThat(completionEstimator.endOf(ids.next())).isEmpty();
        assertThat(Duration.between(clock.instant(), end(completionEstimator, other)))
                .as("it has the loop for itself now")
                .isLessThan(
                        Duration.between(Instant.EPOCH, beside).multipliedBy(6).dividedBy(10));
    }

    private static Instant end(CompletionEstimator completionEstimator, RunningJob job) {
        Optional<Instant> end = completionEstimator.endOf(job.job().id());
        return end.orElseThrow();
    }

    private EventLoop loop(Scheduling scheduling) {
        return new EventLoop(scheduling, statistics, () -> now);
    }

    private RunningJob launch(EventLoop loop, long n, Algorithm algorithm, Priority priority) {
        JobSpec spec = new JobSpec(Engine.FACTORIAL, Input.of("n", n), algorithm, priority, Map.of(), null);
        Job job = Job.submitted(ids.next(), "", spec, clock.instant()).admitted("here", clock.instant());
        Calculation calculation = new Timed(Engine.FACTORIAL.start(spec.input(), algorithm));
        Task<Value> task = new Task<>(loop, "n = " + n, calculation, new SchedulingWeight("", priority.weight()));
        RunningJob running = new RunningJob(job, task, calculation, 0);
        runningJobs.add(running);
        task.onDone(_ -> {
            ends.put(running, now);
            running.releaseCalculation();
            speed.record(running);
        });
        loop.schedule(task);
        return running;
    }

    private static void runUntil(EventLoop loop, BooleanSupplier reached) {
        while (!reached.getAsBoolean() && loop.runTurn()) {}
    }

    /// Guesses every 20 ms, from the first 40 ms on: before that there is nothing to measure the speed by.
    private void guessUntilTheEndOf(EventLoop loop, List<RunningJob> jobs) {
        CompletionEstimator completionEstimator = new CompletionEstimator(loop, runningJobs, speed, clock);
        for (long next = 40_000_000;
                !jobs.stream().allMatch(job -> job.task().state().isEnded());
                next += 20_000_000) {
            long until = next;
            runUntil(loop, () -> now >= until);
            for (RunningJob job : jobs) {
                completionEstimator
                        .endOf(job.job().id())
                        .ifPresent(end -> guesses.add(new Guess(
                                job, now, Duration.between(clock.instant(), end).toNanos())));
            }
        }
        checkGuesses(jobs);
    }

    private void checkGuesses(List<RunningJob> jobs) {
        assertThat(ends.keySet()).containsAll(jobs);
        assertThat(guesses).hasSizeGreaterThan(3);
        for (Guess guess : guesses) {
            long end = Objects.requireNonNull(ends.get(guess.job));
            long left = end - guess.at;
            if (left > end / 10) { // for the rest, the cost is not known well enough
                assertThat((double) guess.nanosLeft / left)
                        .as("%s, %d ms before its end", guess.job.task(), left / 1_000_000)
                        .isBetween(0.5, 2.0);
            }
        }
    }
}
