package dev.interleave.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Input;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.job.model.IllegalTransitionException;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobNotFoundException;
import dev.interleave.job.model.JobResult;
import dev.interleave.job.model.JobSpec;
import dev.interleave.job.model.JobState;
import dev.interleave.job.model.Priority;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;

/// A job that leaves the loop before its end goes on from where it was.
class SuspensionTest {

    private static final int N = 60_000;

    /// Takes a tenth of the time of [#N].
    private static final int SHORTER = 20_000;

    private final Engine engine = new Engine(100_000_000, Duration.ofSeconds(10));

    @AfterEach
    void stop() {
        engine.close();
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void aPausedJobGoesOnFromWhereItWas(Algorithm algorithm) {
        // given
        slowDown(); // else it may be over before it is paused
        UUID id = engine.submit(spec(algorithm == Algorithm.FAST ? N : SHORTER, algorithm));
        awaitSteps(id, 3);

        // when
        Job paused = engine.jobPausing.pause(id);
        speedUp();

        // then
        assertThat(paused.state()).isEqualTo(JobState.PAUSED);
        assertThat(paused.progress().steps()).isPositive();
        assertThat(engine.runningJobs.find(id)).isEmpty();
        engine.jobPausing.resume(id);
        Job ended = engine.awaitState(id, JobState.SUCCEEDED);
        assertThat(ended.progress().steps()).isGreaterThan(paused.progress().steps());
        assertThat(result(ended).sha256()).isEqualTo(sha256(algorithm == Algorithm.FAST ? N : SHORTER));
        assertThat(ended.timestamps().startedAt()).isEqualTo(paused.timestamps().startedAt());
    }

    @Test
    void stepsAreCountedOnceOverAllTerms() {
        // given
        slowDown();
        UUID id = engine.submit(spec(SHORTER, Algorithm.ITERATIVE));

        // when
        for (int i = 1; i <= 3; i++) {
            awaitSteps(id, 100L * i);
            engine.jobPausing.pause(id);
            engine.jobPausing.resume(id);
        }
        speedUp();

        // then
        Job ended = engine.awaitState(id, JobState.SUCCEEDED);
        assertThat(ended.progress().steps()).isEqualTo(SHORTER - 2);
        assertThat(ended.progress().rounds()).isEqualTo(SHORTER - 2);
    }

    @Test
    void aPausedJobHoldsNoMemory() {
        // given
        UUID id = engine.submit(spec(N, Algorithm.ITERATIVE));

        // when
        engine.jobPausing.pause(id);

        // then: only into an empty house is one let in that is larger than all of it
        assertThat(engine.memoryBudget.tryTake(
                        Engine.spec(Engine.FACTORIAL, 1_000_000_000).cost().bytes()))
                .isTrue();
    }

    @Test
    void repeatingIsHarmless() {
        slowDown();
        UUID id = engine.submit(spec(SHORTER, Algorithm.ITERATIVE));

        assertThat(engine.jobPausing.resume(id).state()).isEqualTo(JobState.RUNNING);
        Job paused = engine.jobPausing.pause(id);
        assertThat(engine.jobPausing.pause(id)).isEqualTo(paused);
        speedUp();
        assertThat(engine.jobPausing.resume(id).state()).isIn(JobState.QUEUED, JobState.RUNNING);
        engine.jobPausing.resume(id);
        engine.awaitState(id, JobState.SUCCEEDED);
    }

    @Test
    void onlyOneThatHasNotEndedCanBePausedOrResumed() {
        UUID id = engine.submit(spec(10, Algorithm.ITERATIVE));
        engine.awaitState(id, JobState.SUCCEEDED);

        assertThatExceptionOfType(IllegalTransitionException.class).isThrownBy(() -> engine.jobPausing.pause(id));
        assertThatExceptionOfType(IllegalTransitionException.class).isThrownBy(() -> engine.jobPausing.resume(id));
        assertThatExceptionOfType(JobNotFoundException.class)
                .isThrownBy(() -> engine.jobPausing.pause(UUID.randomUUID()));
    }

    @Test
    void aPausedJobCanBeCancelled() {
        UUID id = engine.submit(spec(N, Algorithm.ITERATIVE));
        engine.jobPausing.pause(id);

        assertThat(engine.jobCancellation.cancel(id).state()).isEqualTo(JobState.CANCELLED);
        assertThatExceptionOfType(IllegalTransitionException.class).isThrownBy(() -> engine.jobPausing.resume(id));
    }

    @Test
    void aJobThatCannotBePausedGoesOn() {
        // given
        slowDown();
        UUID id = engine.submit(spec(SHORTER, Algorithm.ITERATIVE));
        engine.store.onCheckpoint = () -> {
            throw new DataAccessResourceFailureException("the disk is full");
        };

        // then
        assertThatThrownBy(() -> engine.jobPausing.pause(id)).isInstanceOf(DataAccessException.class);
        speedUp();
        engine.awaitState(id, JobState.SUCCEEDED);
    }

    @Test
    void aJobIsSavedNowAndThen() {
        // given
        UUID id = engine.submit(spec(400_000, Algorithm.ITERATIVE));

        // when
        Job first = await().until(
                        () -> engine.store.find(id).orElseThrow(),
                        job -> job.checkpoint().exists());
        Job second = await().until(
                        () -> engine.store.find(id).orElseThrow(),
                        job -> job.checkpoint().number() > first.checkpoint().number());

        // then
        assertThat(second.progress().steps()).isGreaterThan(first.progress().steps());
        assertThat(second.checkpoint().ran()).isGreaterThan(first.checkpoint().ran());
        engine.jobCancellation.cancel(id);
    }

    @Test
    void aShortJobIsNeverSaved() {
        UUID id = engine.submit(spec(1_000, Algorithm.ITERATIVE));

        engine.awaitState(id, JobState.SUCCEEDED);

        assertThat(engine.store.checkpoints).isEmpty();
    }

    @Test
    void whatIsInTheLoopIsHandedBackWhenItStops() {
        // given
        UUID longOne = engine.submit(spec(N, Algorithm.ITERATIVE));
        awaitSteps(longOne, 10);
        UUID paused = engine.submit(spec(N, Algorithm.FAST));
        engine.jobPausing.pause(paused);

        // when
        engine.stopLoop();
        engine.shutLoop();
        UUID neverStepped = engine.submit(spec(10, Algorithm.ITERATIVE));
        engine.shutdownDrain.drain();

        // then
        Job back = engine.store.find(longOne).orElseThrow();
        assertThat(back.state()).isEqualTo(JobState.QUEUED);
        assertThat(back.checkpoint().exists()).isTrue();
        assertThat(back.progress().steps()).isGreaterThanOrEqualTo(10);
        assertThat(back.lease().instance()).isEmpty();
        Job other = engine.store.find(neverStepped).orElseThrow();
        assertThat(other.state()).isEqualTo(JobState.QUEUED);
        assertThat(other.checkpoint().exists()).isFalse();
        assertThat(engine.store.find(paused).orElseThrow().state()).isEqualTo(JobState.PAUSED);
        assertThat(engine.runningJobs.all()).isEmpty();
    }

    /// It waits for the loop with the very lock that is needed to hand the job back.
    @Test
    void whoWaitsForALoopThatHasStoppedHoldsUpNobody() throws Exception {
        // given
        UUID id = engine.submit(spec(N, Algorithm.ITERATIVE));
        awaitSteps(id, 10);
        engine.stopLoop();
        var pause = CompletableFuture.supplyAsync(() -> engine.jobPausing.pause(id));
        RunningJob running = engine.runningJobs.find(id).orElseThrow();
        await().until(() -> running.saving().isLocked());

        // when
        engine.shutLoop();
        CompletableFuture.runAsync(engine.shutdownDrain::drain).get(10, TimeUnit.SECONDS);

        // then
        assertThat(engine.store.find(id).orElseThrow().state()).isEqualTo(JobState.QUEUED);
        assertThat(pause)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingRootCause()
                .withMessage("the loop has stopped");
    }

    @Test
    void whatIsHandedBackGoesOnWhenTheQueueIsOpenedAgain() {
        // given
        slowDown();
        UUID id = engine.submit(spec(SHORTER, Algorithm.ITERATIVE));

        // when
        engine.jobPausing.pause(id);
        speedUp();
        engine.shutQueue();
        engine.jobPausing.resume(id);
        assertThat(engine.store.find(id).orElseThrow().state()).isEqualTo(JobState.QUEUED);
        engine.openQueue();

        // then
        engine.awaitState(id, JobState.SUCCEEDED);
    }

    @Test
    void aDamagedCheckpointMeansToStartOver() {
        // given
        slowDown();
        UUID id = engine.submit(spec(SHORTER, Algorithm.ITERATIVE));
        awaitSteps(id, 10);
        engine.jobPausing.pause(id);
        speedUp();
        ByteArrayOutputStream kept = engine.store.checkpoints.lastEntry().getValue();
        byte[] bytes = kept.toByteArray();
        bytes[bytes.length / 2] ^= 1;
        kept.reset();
        kept.writeBytes(bytes);

        // when
        engine.jobPausing.resume(id);

        // then
        Job ended = engine.awaitState(id, JobState.SUCCEEDED);
        assertThat(ended.progress().steps()).isEqualTo(SHORTER - 2);
        assertThat(result(ended).sha256()).isEqualTo(sha256(SHORTER));
    }

    @Test
    void aJobThatNobodyRunsAlthoughItIsOnRecordIsQueuedAgain() {
        // given: a commit that was reported as failed, and was not
        Job lost = Job.submitted(UUID.randomUUID(), "", spec(10, Algorithm.ITERATIVE), engine.now())
                .admitted(engine.instance.value(), engine.now());
        engine.store.insert(List.of(lost), null, () -> {});

        // when
        assertThat(engine.jobReconciler.reconcile()).isZero();
        assertThat(engine.jobReconciler.reconcile()).isEqualTo(1);

        // then
        assertThat(engine.store.find(lost.id()).orElseThrow().state()).isEqualTo(JobState.QUEUED);
        engine.look();
        engine.awaitState(lost.id(), JobState.SUCCEEDED);
    }

    @Test
    void aJobThatWasTakenAwayIsLetGo() {
        // given
        UUID id = engine.submit(spec(400_000, Algorithm.ITERATIVE));
        Job mine = engine.store.find(id).orElseThrow();
        engine.store.change(mine, mine.requeued());

        // when
        engine.jobReconciler.reconcile();
        engine.jobReconciler.reconcile();

        // then
        assertThat(engine.runningJobs.find(id)).isEmpty();
        assertThat(engine.store.find(id).orElseThrow().state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void jobsOnTheirWayAreNoStrays() {
        for (int i = 0; i < 200; i++) {
            engine.submit(spec(100, Algorithm.ITERATIVE));
            assertThat(engine.jobReconciler.reconcile()).isZero();
        }
    }

    /// Makes each turn of the loop take five milliseconds more.
    private void slowDown() {
        engine.onTurn = () -> LockSupport.parkNanos(5_000_000);
    }

    private void speedUp() {
        engine.onTurn = () -> {};
    }

    private void awaitSteps(UUID id, long steps) {
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> engine.runningJobs
                        .find(id)
                        .map(running -> running.progress().steps() >= steps)
                        .orElse(false));
    }

    private static JobSpec spec(long n, Algorithm algorithm) {
        return new JobSpec(Engine.FACTORIAL, Input.of("n", n), algorithm, Priority.NORMAL, Map.of(), null);
    }

    private static JobResult result(Job job) {
        return Objects.requireNonNull(job.result());
    }

    private static String sha256(int n) {
        BigInteger value = IntStream.rangeClosed(2, n)
                .mapToObj(BigInteger::valueOf)
                .parallel()
                .reduce(BigInteger.ONE, BigInteger::multiply);
        try {
            byte[] digits = value.toString().getBytes(StandardCharsets.US_ASCII);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(digits));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
