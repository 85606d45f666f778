package dev.interleave.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.interleave.execution.instance.InstanceNotifier;
import dev.interleave.execution.submission.EagerExecution;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobResult;
import dev.interleave.job.model.JobSpec;
import dev.interleave.job.model.JobState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;

/// Jobs that are over in a moment are recorded once.
class EagerExecutionTest {

    private static final long AMPLE = 100_000_000;
    private static final JobSpec BRIEF = Engine.spec(Engine.FACTORIAL, 20);
    private static final JobSpec LONG = Engine.spec(Engine.FACTORIAL, 20_000);

    private final AtomicInteger ends = new AtomicInteger();
    private Engine engine = engine(Duration.ofSeconds(10));

    private Engine engine(Duration briefPatience) {
        Engine made = new Engine(AMPLE, Duration.ofSeconds(10), InstanceNotifier.none(), briefPatience);
        made.store.onFinish = ends::incrementAndGet;
        return made;
    }

    /// Brief jobs are not waited for for long.
    private void impatient() {
        engine.close();
        engine = engine(Duration.ofMillis(5));
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void oneRecordTellsBeginningAndEnd() {
        // when
        Job job = engine.submit(true, BRIEF).getFirst();

        // then
        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.result()).extracting(JobResult::value).isEqualTo("2432902008176640000");
        assertThat(job.progress().steps()).isEqualTo(18);
        assertThat(job.progress().rounds()).isEqualTo(18);
        assertThat(job.timestamps().startedAt()).isNotNull();
        assertThat(job.timestamps().finishedAt()).isNotNull();
        assertThat(engine.store.find(job.id())).contains(job);
        assertThat(ends).hasValue(0);
        assertNothingIsHeld();
    }

    @Test
    void ofABatchTheBriefOnesAreAnsweredWithTheirEndsInTheOrderOfTheRequest() {
        // when
        List<Job> jobs = engine.submit(true, LONG, BRIEF, LONG, BRIEF);

        // then
        assertThat(jobs)
                .extracting(Job::state)
                .containsExactly(JobState.RUNNING, JobState.SUCCEEDED, JobState.RUNNING, JobState.SUCCEEDED);
        jobs.forEach(job -> engine.awaitState(job.id(), JobState.SUCCEEDED));
        assertNothingIsHeld();
    }

    @Test
    void whoDoesNotWaitIsAnsweredAtOnce() {
        // when
        Job job = engine.submit(false, BRIEF).getFirst();

        // then
        assertThat(job.state()).isEqualTo(JobState.RUNNING);
        engine.awaitState(job.id(), JobState.SUCCEEDED);
    }

    @Test
    void oneThatTheLoopDoesNotGetToIsRecordedAsRunning() {
        // given
        impatient();
        var held = new CountDownLatch(1);
        engine.onLoop(() -> awaitQuietly(held));

        // when
        Job job = engine.submit(true, BRIEF).getFirst();

        // then
        assertThat(job.state()).isEqualTo(JobState.RUNNING);
        assertThat(engine.runningJobs.find(job.id())).isPresent();
        held.countDown();
        Job ended = engine.awaitState(job.id(), JobState.SUCCEEDED);
        assertThat(ended.progress().steps()).isEqualTo(18);
        assertThat(ends).hasPositiveValue();
        assertNothingIsHeld();
    }

    /// Its end must not be recorded before the job itself is.
    @Test
    void oneThatEndsWhileItIsRecordedAsRunningIsEndedAfterThat() {
        // given
        impatient();
        var held = new CountDownLatch(1);
        var seen = new AtomicReference<List<Job>>();
        engine.onLoop(() -> awaitQuietly(held));
        engine.store.onInsert = () -> {
            held.countDown();
            await().until(() -> engine.rounds() == 18);
            seen.set(List.copyOf(engine.store.all()));
        };

        // when
        Job job = engine.submit(true, BRIEF).getFirst();

        // then
        assertThat(seen.get()).isEmpty();
        assertThat(ends.get()).isLessThanOrEqualTo(1);
        engine.awaitState(job.id(), JobState.SUCCEEDED);
        assertThat(ends).hasValue(1);
    }

    @Test
    void aStoreThatFailsLeavesNothingBehind() {
        // given
        engine.store.onInsert = () -> {
            throw new DataAccessResourceFailureException("the disk is full");
        };

        // then
        assertThatThrownBy(() -> engine.submit(true, BRIEF, LONG)).isInstanceOf(DataAccessException.class);
        assertThat(engine.store.all()).isEmpty();
        assertNothingIsHeld();
        assertThat(ends).hasValue(0);
    }

    @Test
    void aThousandAreOverInOneGo() {
        // when
        List<Job> jobs = engine.submit(
                true, IntStream.range(0, 1_000).mapToObj(_ -> BRIEF).toArray(JobSpec[]::new));

        // then
        await().until(() -> jobs.stream()
                .allMatch(job -> engine.store.find(job.id()).orElseThrow().state() == JobState.SUCCEEDED));
        assertThat(jobs).extracting(Job::id).isSorted().hasSize(1_000);
        assertNothingIsHeld();
    }

    @Test
    void whatHasALimitOfItsOwnOrALongResultIsNotBrief() {
        assertThat(EagerExecution.isBrief(BRIEF)).isTrue();
        assertThat(EagerExecution.isBrief(Engine.spec(Engine.FACTORIAL, 440))).isTrue();
        assertThat(EagerExecution.isBrief(Engine.spec(Engine.FACTORIAL, 460))).isFalse();
        assertThat(EagerExecution.isBrief(LONG)).isFalse();
        assertThat(EagerExecution.isBrief(new JobSpec(
                        BRIEF.computation(),
                        BRIEF.input(),
                        BRIEF.algorithm(),
                        BRIEF.priority(),
                        BRIEF.labels(),
                        Duration.ofSeconds(1))))
                .isFalse();
    }

    /// All of the memory can be had.
    private void assertNothingIsHeld() {
        await().until(() -> engine.runningJobs.count() == 0);
        assertThat(engine.memoryBudget.tryTake(AMPLE * 3 / 4)).isTrue();
        engine.memoryBudget.release(AMPLE * 3 / 4);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
