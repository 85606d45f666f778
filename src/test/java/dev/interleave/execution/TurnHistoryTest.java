package dev.interleave.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.interleave.arithmetic.BinaryNatural;
import dev.interleave.arithmetic.Natural;
import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Calculation;
import dev.interleave.computation.Checkpoint;
import dev.interleave.computation.Input;
import dev.interleave.eventloop.EventLoop;
import dev.interleave.eventloop.Scheduling;
import dev.interleave.eventloop.Step;
import dev.interleave.eventloop.Task;
import dev.interleave.job.Job;
import dev.interleave.job.JobIds;
import dev.interleave.job.JobSpec;
import dev.interleave.job.Priority;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Who had the loop, with a clock that each step moves on.
class TurnHistoryTest {

    private final AtomicLong nanos = new AtomicLong();
    private final LoopFigures figures = new LoopFigures();
    private final EventLoop loop = new EventLoop(Scheduling.INTERLEAVED, figures, nanos::get);
    private final RunningJobs jobs = new RunningJobs();
    private final TurnHistory history = new TurnHistory(jobs, figures, Instant::now);

    @Test
    void eachJobHasWhatItsStepsTook() {
        Job slow = launch(30_000, Integer.MAX_VALUE);
        Job quick = launch(10_000, Integer.MAX_VALUE);
        turns(20);
        history.cut();

        TurnSlice slice = last();
        assertThat(shareOf(slice, slow)).isEqualTo(new TurnShare(slow, 10, 300_000));
        assertThat(shareOf(slice, quick)).isEqualTo(new TurnShare(quick, 10, 100_000));
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
        assertThat(shareOf(last(), brief)).isEqualTo(new TurnShare(brief, 3, 15_000));

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

        assertThat(shareOf(last(), staying)).isEqualTo(new TurnShare(staying, 5, 50_000));
    }

    @Test
    void onlyTheLastHalfMinuteIsKept() {
        for (int i = 0; i < TurnHistory.KEPT + 5; i++) {
            history.cut();
        }

        assertThat(history.since(0)).hasSize(TurnHistory.KEPT);
        assertThat(history.since(TurnHistory.KEPT + 3)).hasSize(2);
        assertThat(last().number()).isEqualTo(TurnHistory.KEPT + 5);
    }

    private Job launch(long nanosPerStep, int steps) {
        JobSpec spec =
                new JobSpec(Engine.FACTORIAL, Input.of("n", 12), Algorithm.ITERATIVE, Priority.NORMAL, Map.of(), null);
        Job job = Job.submitted(new JobIds().next(), "", spec, Instant.now());
        Calculation calculation = new Walker(nanosPerStep, steps);
        Task<Natural> task = new Task<>(loop, job.id().toString(), calculation);
        RunningJob running = new RunningJob(job, task, calculation);
        jobs.add(running);
        task.onDone(_ -> jobs.remove(running));
        history.launched(running);
        loop.schedule(task);
        return job;
    }

    private void turns(int count) {
        for (int i = 0; i < count && loop.runTurn(); i++) {}
    }

    private TurnSlice last() {
        return history.since(0).getLast();
    }

    private static TurnShare shareOf(TurnSlice slice, Job job) {
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
        public Natural value() {
            return BinaryNatural.of(1);
        }

        @Override
        public long partialBits() {
            return 1;
        }

        @Override
        public Natural partialProduct() {
            return BinaryNatural.of(1);
        }
    }
}
