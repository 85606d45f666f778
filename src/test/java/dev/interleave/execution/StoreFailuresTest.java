package dev.interleave.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.interleave.job.model.JobSpec;
import dev.interleave.job.model.JobState;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;

/// A store that fails must not cost a job, nor the room that it takes.
class StoreFailuresTest {

    private static final long AMPLE = 100_000_000;
    private static final JobSpec SHORT = Engine.spec(Engine.FACTORIAL, 10);
    private static final JobSpec LONG = Engine.spec(Engine.FACTORIAL, 50_000);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEndThatCannotBeRecordedIsRecordedLater(boolean knownFailure) {
        // given
        try (Engine engine = new Engine(AMPLE, Duration.ofSeconds(10))) {
            AtomicInteger failures = new AtomicInteger(2);
            engine.store.onFinish = () -> {
                if (failures.getAndDecrement() > 0) {
                    throw knownFailure
                            ? new DataAccessResourceFailureException("the disk is full")
                            : new CompletionException(new OutOfMemoryError("for the test"));
                }
            };

            // when
            UUID first = engine.submit(SHORT);

            // then
            engine.awaitState(first, JobState.SUCCEEDED);
            engine.awaitState(engine.submit(SHORT), JobState.SUCCEEDED);
            awaitEmpty(engine);
        }
    }

    @Test
    void cancellingDoesNotWaitForeverForAStoreThatFails() {
        // given
        try (Engine engine = new Engine(AMPLE, Duration.ofMillis(50))) {
            UUID id = engine.submit(LONG);
            engine.store.onFinish = () -> {
                throw new DataAccessResourceFailureException("the disk is full");
            };

            // when
            assertThatThrownBy(() -> engine.jobCancellation.cancel(id)).isInstanceOf(DataAccessException.class);
            engine.store.onFinish = () -> {};

            // then
            engine.awaitState(id, JobState.CANCELLED);
            assertThat(engine.jobCancellation.cancel(id).state()).isEqualTo(JobState.CANCELLED);
        }
    }

    @Test
    void cancellingDoesNotWaitForeverForAJobThatNobodyRuns() {
        // given
        try (Engine engine = new Engine(AMPLE, Duration.ofMillis(50))) {
            UUID id = engine.submit(LONG);
            engine.store.onFinish = () -> {
                throw new DataAccessResourceFailureException("the disk is full");
            };
            engine.stop(); // gives up, and leaves the job to the next start

            // then
            assertThatThrownBy(() -> engine.jobCancellation.cancel(id)).isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    void jobsThatCannotBeKeptTakeNoRoom() {
        // given
        try (Engine engine = new Engine(AMPLE, Duration.ofSeconds(10))) {
            engine.store.onInsert = () -> {
                throw new DataAccessResourceFailureException("the disk is full");
            };

            // when
            assertThatThrownBy(() -> engine.submit(LONG)).isInstanceOf(DataAccessException.class);

            // then
            awaitEmpty(engine);
            assertThat(engine.queueDepth.isEmpty()).isTrue();
        }
    }

    /// Only into an empty house is a job let in that is larger than all of it.
    private static void awaitEmpty(Engine engine) {
        JobSpec larger = Engine.spec(Engine.FACTORIAL, 1_000_000_000);
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> engine.memoryBudget.tryTake(larger.cost().bytes()));
    }
}
