package dev.interleave.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.interleave.arithmetic.BinaryNatural;
import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Calculation;
import dev.interleave.computation.Checkpoint;
import dev.interleave.computation.Input;
import dev.interleave.computation.PartialValue;
import dev.interleave.computation.Value;
import dev.interleave.eventloop.EventLoop;
import dev.interleave.eventloop.Scheduling;
import dev.interleave.eventloop.Step;
import dev.interleave.eventloop.Task;
import dev.interleave.execution.metrics.JobShare;
import dev.interleave.execution.metrics.LoopStatistics;
import dev.interleave.execution.metrics.LoopTimeline;
import dev.interleave.execution.metrics.TimelineSample;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.execution.run.RunningJobs;
import dev.interleave.job.JobIdGenerator;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobSpec;
import dev.interleave.job.model.Priority;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// The timeline of the loop, with a clock that each step advances.
class LoopTimelineTest {

    private final AtomicLong nanos = new AtomicLong();
    private final LoopStatistics statistics = new LoopStatistics();
    private final EventLoop loop = new EventLoop(Scheduling.INTERLEAVED, statistics, nanos::get);
    private final RunningJobs jobs = new RunningJobs();
    private final LoopTimeline history = new LoopTimeline(jobs, statistics, Instant::now);

    @Test
    void eachJobHasWhatItsStepsTook() {
        Job slow = launch(30_000, Integer.MAX_VALUE);
        Job quick = launch(10_000, Integer.MAX_VALUE);
        turns(20);
        history.cut();

        TimelineSample slice = last();
        assertThat(shareOf(slice, slow)).isEqualTo(new JobShare(slow, 10, 300_000));
        assertThat(shareOf(slice, quick)).isEqualTo(new JobShare(quick, 10, 100_000));
        assertThat(slice.otherNanos()).isZero();
    }

    @Test
    void tinyStepsHaveTheirShareToo() {
        Job tiny = launch(100, Integer.MAX_VALUE);
        Job slow = launch(20_000, Integer.MAX_VALUE);
        turns(200);
        history.cut();
        turns(200);
        history.cut();

        assertThat(shareOf(last(), tiny).steps()).isEqualTo(100);
        assertThat(shareOf(last(), slow).nanos()).isEqualTo(2_000_000);
        assertThat((double) shareOf(last(), tiny).nanos()).isCloseTo(10_000, within(20_000.0));
    }

    @Test
    void aJobThatEndsWithinASliceIsSeen() {
        Job brief = launch(5_000, 3);
        turns(4);
        history.cut();
        assertThat(shareOf(last(), brief)).isEqualTo(new JobShare(brief, 3, 15_000));

        history.cut();
        assertThat(last().shares()).isEmpty();
    }

    @Test
    void whatIsLeftWentToOthers() {
        for (int i = 0; i < 100; i++) {
            launch(10_000, Integer.MAX_VALUE);
        }
        turns(100);
        history.cut();

        int followed = last().shares().size();
        assertThat(followed).isBetween(1, 32);
        assertThat(last().otherNanos()).isEqualTo((100 - followed) * 10_000L);
    }

    @Test
    void aJobThatStaysIsFollowedAlthoughAFloodCameBefore() {
        for (int i = 0; i < 100; i++) {
            launch(10_000, 1);
        }
        Job staying = launch(10_000, Integer.MAX_VALUE);
        turns(1_000);
        history.cut(); // the others are over
        history.cut();
        turns(5);
        history.cut();

        assertThat(shareOf(last(), staying)).isEqualTo(new JobShare(staying, 5, 50_000));
    }

    @Test
    void onlyTheLastHalfMinuteIsKept() {
        for (int i = 0; i < LoopTimeline.KEPT + 5; i++) {
            history.cut();
        }

        assertThat(history.since(0)).hasSize(LoopTimeline.KEPT);
        assertThat(history.since(LoopTimeline.KEPT + 3)).hasSize(2);
        assertThat(last().number()).isEqualTo(LoopTimeline.KEPT + 5);
    }

    private Job launch(long nanosPerStep, int steps) {
        JobSpec spec =
                new JobSpec(Engine.FACTORIAL, Input.of("n", 12), Algorithm.ITERATIVE, Priority.NORMAL, Map.of(), null);
        Job job = Job.submitted(new JobIdGenerator().next(), "", spec, Instant.now());
        Calculation calculation = new Walker(nanosPerStep, steps);
        Task<Value> task = new Task<>(loop, job.id().toString(), calculation);
        RunningJob running = new RunningJob(job, task, calculation, 0);
        jobs.add(running);
        task.onDone(_ -> jobs.remove(running));
        history.launched(running);
        loop.schedule(task);
        return job;
    }

    private void turns(int count) {
        for (int i = 0; i < count && loop.runTurn(); i++) {}
    }

    private TimelineSample last() {
        return history.since(0).getLast();
    }

    private static JobShare shareOf(TimelineSample slice, Job job) {
        return slice.shares().stream()
                .filter(share -> share.job().equals(job))
                .findFirst()
                .orElseThrow();
    }

    /// Takes so long per step, and so many steps.
    private final class Walker implements Calculation {

        private final long nanosPerStep;
        private int left;

        private Walker(long nanosPerStep, int steps) {
            this.nanosPerStep = nanosPerStep;
            this.left = steps;
        }

        @Override
        public Checkpoint checkpoint() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Step step() {
            nanos.addAndGet(nanosPerStep);
            return --left == 0 ? Step.RETURNED : Step.YIELDED;
        }

        @Override
        public Value value() {
            return new Value.Whole(BinaryNatural.of(1));
        }

        @Override
        public PartialValue partialValue() {
            throw new UnsupportedOperationException();
        }
    }
}
