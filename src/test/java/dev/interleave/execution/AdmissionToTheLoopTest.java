package dev.interleave.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Calculation;
import dev.interleave.computation.Computation;
import dev.interleave.computation.Cost;
import dev.interleave.computation.Input;
import dev.interleave.computation.Parameter;
import dev.interleave.job.model.FailureReason;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobFailure;
import dev.interleave.job.model.JobSpec;
import dev.interleave.job.model.JobState;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Every job that is accepted gets into the loop, whatever happens on its way.
class AdmissionToTheLoopTest {

    private static final JobSpec LONG = Engine.spec(Engine.FACTORIAL, 30_000);

    @Test
    void aJobThatWasToWaitIsNotForgottenWhenRoomIsMadeMeanwhile() {
        // given
        long budget = LONG.cost().bytes() * 4 / 3;
        try (Engine engine = new Engine(budget, Duration.ofSeconds(10))) {
            assertThat(engine.memoryBudget.tryTake(LONG.cost().bytes())).isTrue();

            // when
            engine.store.onInsert = () -> {
                engine.memoryBudget.release(LONG.cost().bytes());
                await().until(() -> engine.store.looks.get() > 0); // and nothing was found
            };
            UUID id = engine.submit(LONG);

            // then
            engine.awaitState(id, JobState.SUCCEEDED);
            assertThat(engine.queueDepth.isEmpty()).isTrue();
        }
    }

    @Test
    void aJobForWhichThereIsNoMemoryFailsAndTheNextOneDoesNot() {
        // given
        try (Engine engine = new Engine(100_000_000, Duration.ofSeconds(10))) {

            // when
            UUID tooLarge = engine.submit(Engine.spec(new TooLarge(), 5));
            UUID next = engine.submit(Engine.spec(Engine.FACTORIAL, 5));

            // then
            Job failed = engine.awaitState(tooLarge, JobState.FAILED);
            assertThat(failed.failure()).extracting(JobFailure::reason).isEqualTo(FailureReason.OUT_OF_MEMORY_BUDGET);
            engine.awaitState(next, JobState.SUCCEEDED);
        }
    }

    /// Finds no memory for its first number.
    private record TooLarge() implements Computation {

        @Override
        public String name() {
            return "too-large";
        }

        @Override
        public String description() {
            return "";
        }

        @Override
        public List<Parameter> parameters() {
            return Engine.FACTORIAL.parameters();
        }

        @Override
        public List<Algorithm> algorithms() {
            return Engine.FACTORIAL.algorithms();
        }

        @Override
        public Algorithm bestFor(Input input) {
            return Engine.FACTORIAL.bestFor(input);
        }

        @Override
        public Cost estimate(Input input, Algorithm algorithm) {
            return Engine.FACTORIAL.estimate(input, algorithm);
        }

        @Override
        public Calculation start(Input input, Algorithm algorithm) {
            throw new OutOfMemoryError("for the test");
        }

        @Override
        public Calculation resume(Input input, Algorithm algorithm, InputStream checkpoint) {
            return start(input, algorithm);
        }
    }
}
