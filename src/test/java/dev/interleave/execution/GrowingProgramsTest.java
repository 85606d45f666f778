package dev.interleave.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Computation;
import dev.interleave.computation.Input;
import dev.interleave.execution.admission.MemoryBudget;
import dev.interleave.job.await.AwaitedItem;
import dev.interleave.job.await.JobAwait;
import dev.interleave.job.model.FailureReason;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobFailure;
import dev.interleave.job.model.JobSpec;
import dev.interleave.job.model.JobState;
import dev.interleave.job.model.PredecessorNotFoundException;
import dev.interleave.job.model.Priority;
import dev.interleave.program.MemoryPrograms;
import dev.interleave.program.ProgramSource;
import dev.interleave.program.run.Programs;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;

/// Programs begin with little memory, and grow when they need more.
class GrowingProgramsTest {

    private static final long MEGABYTE = 1024 * 1024;

    /// Room for one program with all its memory, and many small ones.
    private static final long BUDGET = 140 * MEGABYTE;

    private static final String ENDLESS = """
            def main():
                n = 0
                while True:
                    n += 1
                    yield n
            """;
    private static final String LARGE = """
            def main(n):
                items = []
                for i in range(n):
                    items.append(i + 1000)
                    if i % 1000 == 0:
                        yield i
                return sum(items)
            """;
    private static final String LONG_TEXT = """
            def main():
                yield 1
                text = 'x' * 3000000
                yield len(text)
                return len(text)
            """;

    private final Programs programs = MemoryPrograms.create();

    @Test
    void manySmallProgramsRunAtOnce() {
        try (Engine engine = engine()) {
            List<UUID> all = IntStream.range(0, 40)
                    .mapToObj(i -> engine.submit(spec(ENDLESS, Map.of())))
                    .toList();

            assertThat(all).allSatisfy(id -> engine.awaitState(id, JobState.RUNNING));

            all.forEach(engine.jobCancellation::cancel);
            all.forEach(id -> engine.awaitState(id, JobState.CANCELLED));
            assertAllIsFree(engine);
        }
    }

    @Test
    void aProgramGrowsWhereThereIsRoom() {
        try (Engine engine = engine()) {
            UUID id = engine.submit(spec(LARGE, Map.of("n", 200_000L)));

            Job ended = engine.awaitState(id, JobState.SUCCEEDED);

            assertThat(ended.lease().epoch()).isEqualTo(1);
            assertAllIsFree(engine);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LARGE, LONG_TEXT})
    void aProgramWithoutRoomGoesBackAndContinuesLater(String source) {
        Map<String, Object> input = source.equals(LARGE) ? Map.of("n", 200_000L) : Map.of();
        try (Engine engine = engine()) {
            assertThat(engine.memoryBudget.tryTake(80 * MEGABYTE)).isTrue();
            UUID id = engine.submit(spec(source, input));
            await().until(() -> engine.store.find(id).orElseThrow().lease().epoch() == 1
                    && engine.store.find(id).orElseThrow().state() == JobState.QUEUED);
            UUID small = engine.submit(spec(ENDLESS, Map.of()));
            engine.awaitState(small, JobState.RUNNING); // does not wait behind it

            engine.memoryBudget.release(80 * MEGABYTE);

            Job ended = engine.awaitState(id, JobState.SUCCEEDED);
            assertThat(ended.progress().steps()).isEqualTo(source.equals(LARGE) ? 200 : 2);
            engine.jobCancellation.cancel(small);
            engine.awaitState(small, JobState.CANCELLED);
            assertAllIsFree(engine);
        }
    }

    @Test
    void endsAtTheSameLimitHoweverItGrew() {
        try (Engine engine = engine()) {
            UUID id = engine.submit(spec(LARGE, Map.of("n", 100_000_000L)));
            Job alone = engine.awaitState(id, JobState.FAILED);
            assertThat(alone.failure()).extracting(JobFailure::reason).isEqualTo(FailureReason.OUT_OF_MEMORY_BUDGET);

            await().until(() -> engine.memoryBudget.tryTake(80 * MEGABYTE)); // its memory is released after its end
            UUID later = engine.submit(spec(LARGE, Map.of("n", 100_000_000L)));
            await().until(() -> engine.store.find(later).orElseThrow().state() == JobState.QUEUED);
            engine.memoryBudget.release(80 * MEGABYTE);
            Job backInQueue = engine.awaitState(later, JobState.FAILED);

            assertThat(backInQueue.progress().steps())
                    .isEqualTo(alone.progress().steps());
        }
    }

    /// A source of this length takes more than a small program has once it is compiled.
    @Test
    void aLongSourceCounts() {
        String source = "def main():\n    yield 1\n" + "    x = 12345\n".repeat(10_000);
        try (Engine engine = engine()) {
            assertThat(engine.memoryBudget.tryTake(80 * MEGABYTE)).isTrue();
            UUID id = engine.submit(spec(source, Map.of()));
            await().until(() -> engine.store.find(id).orElseThrow().lease().epoch() == 1
                    && engine.store.find(id).orElseThrow().state() == JobState.QUEUED);

            engine.memoryBudget.release(80 * MEGABYTE);

            engine.awaitState(id, JobState.SUCCEEDED);
        }
    }

    /// The results that a program has waited for are read before its first step.
    @Test
    void longResultsOfJobsCountBeforeTheyAreRead() {
        JobSpec spec = spec("def main():\n    yield sleep(1)", Map.of());
        Job job = Job.submitted(UUID.randomUUID(), "", spec, Instant.EPOCH);
        JobAwait await = JobAwait.of(1, List.of(new AwaitedItem.Time(Instant.EPOCH)));
        MemoryBudget budget = new MemoryBudget(BUDGET);

        assertThat(budget.reservation(job.with(await.withResultBytes(1_000))))
                .isEqualTo(spec.cost().bytes());
        assertThat(budget.reservation(job.with(await.withResultBytes(MEGABYTE))))
                .isEqualTo(spec.cost().maxBytes());
    }

    /// The store, or the memory, may fail while a wait is stored.
    @Test
    void aWaitThatCannotBeStoredIsStoredLater() {
        Deque<Throwable> failures = new ConcurrentLinkedDeque<>(List.of(
                new DataAccessResourceFailureException("the disk is full"),
                new OutOfMemoryError("for the test"),
                new PredecessorNotFoundException(UUID.randomUUID())));
        List<Job> attempts = new CopyOnWriteArrayList<>();
        try (Engine engine = engine()) {
            engine.store.onAwait = waiting -> {
                attempts.add(waiting);
                switch (failures.poll()) {
                    case RuntimeException e -> throw e;
                    case Error e -> throw e;
                    case null, default -> {}
                }
            };

            UUID id = engine.submit(spec("def main():\n    yield sleep(3600)", Map.of()));

            Job waiting = engine.awaitState(id, JobState.WAITING);
            assertThat(waiting.checkpoint().exists()).isTrue();
            assertThat(attempts).hasSize(4);
            assertThat(attempts.get(1)).isSameAs(attempts.get(0)); // it may have been committed
            assertThat(attempts.get(2)).isSameAs(attempts.get(0));
            assertThat(attempts.get(3)).isNotSameAs(attempts.get(0)); // a child is missing
            assertAllIsFree(engine);
        }
    }

    private static Engine engine() {
        return new Engine(BUDGET, Duration.ofSeconds(20));
    }

    private static void assertAllIsFree(Engine engine) {
        await().untilAsserted(() -> {
            assertThat(engine.memoryBudget.tryTake(Long.MAX_VALUE / 2)).isTrue(); // only if nothing is reserved
            engine.memoryBudget.release(Long.MAX_VALUE / 2);
        });
    }

    private JobSpec spec(String source, Map<String, Object> values) {
        Input input = new Input(values);
        Computation computation = programs.submitted("program", ProgramSource.of(source), null, input);
        return new JobSpec(computation, input, Algorithm.ITERATIVE, Priority.NORMAL, Map.of(), null);
    }
}
