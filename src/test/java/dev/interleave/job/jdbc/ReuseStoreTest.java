package dev.interleave.job.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Input;
import dev.interleave.job.JobStore;
import dev.interleave.job.ReuseStore.Source;
import dev.interleave.job.model.ComputationKey;
import dev.interleave.job.model.FailureReason;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobFailure;
import dev.interleave.job.model.JobResult;
import dev.interleave.job.model.JobSpec;
import dev.interleave.job.model.JobState;
import dev.interleave.job.model.Priority;
import dev.interleave.job.model.ResultForm;
import dev.interleave.store.Dialect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Stores jobs that take the results of equal jobs.
@ParameterizedClass
@EnumSource(Dialect.class)
class ReuseStoreTest extends JobStoreFixture {

    private static final long LONG = 5_000; // the factorial has 16,326 digits
    private static final String DIGITS = "7".repeat(16_326);

    ReuseStoreTest(Dialect dialect) {
        super(dialect);
    }

    private Job newJob(String owner, long n) {
        var factorial = catalogue.find("factorial").orElseThrow();
        JobSpec spec = new JobSpec(factorial, Input.of("n", n), Algorithm.FAST, Priority.LOW, Map.of(), null);
        return Job.submitted(ids.next(), owner, spec, clock.instant());
    }

    private Job running(Job job) {
        insert(job.admitted("a", clock.instant()));
        return jobs().find(job.id()).orElseThrow();
    }

    private Job finished(Job job) {
        Job running = running(job);
        jobs().saveResultChunk(job.id(), ResultForm.TEXT, 0, DIGITS.getBytes(StandardCharsets.US_ASCII));
        Job ended = running.succeeded(new JobResult(16_326, 54_233, "ab", null), clock.instant(), retention());
        assertThat(jobs().finish(List.of(ended))).containsExactly(job.id());
        return ended;
    }

    private Job waitingFor(Job source) {
        Job job = newJob("", LONG).awaitingResultOf(source.id());
        assertThat(jobs().insert(List.of(job), null, () -> store.reuse().add(job)))
                .isTrue();
        return job;
    }

    private Optional<Job> found(Job like, Duration reuse) {
        return store.reuse()
                .findFinished(
                        like.owner(),
                        ComputationKey.of(like.spec()),
                        clock.instant().minus(reuse),
                        clock.instant())
                .map(Source::job);
    }

    private Optional<Job> foundUnfinished(Job like) {
        return store.reuse().findUnfinished(like.owner(), ComputationKey.of(like.spec()));
    }

    private String text(Job job) throws Exception {
        try (var in = jobs().result(job, ResultForm.TEXT).open(0)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void findsAnEqualJobWhateverItsAlgorithmAndPriority() {
        Job first = finished(job(LONG));

        assertThat(found(newJob("", LONG), Duration.ofHours(1))).map(Job::id).contains(first.id());
        assertThat(found(newJob("", LONG + 1), Duration.ofHours(1))).isEmpty();
        assertThat(found(newJob("other", LONG), Duration.ofHours(1))).isEmpty();
    }

    @Test
    void findsNoJobThatFinishedEarlierThanAskedFor() {
        finished(job(LONG));
        clock.forward(Duration.ofMinutes(10));

        assertThat(found(newJob("", LONG), Duration.ofMinutes(9))).isEmpty();
        assertThat(found(newJob("", LONG), Duration.ofMinutes(11))).isPresent();
    }

    @Test
    void findsNoJobWhoseResultHasExpired() {
        finished(job(LONG));
        clock.forward(retention().plusMillis(1));

        assertThat(found(newJob("", LONG), Duration.ofDays(3_000))).isEmpty();
    }

    @Test
    void findsNoJobWithAnotherInputAndTheSameHash() {
        Job other = finished(job(LONG + 1));
        Job like = newJob("", LONG);
        store.jdbc()
                .sql("UPDATE job SET equality = ? WHERE id = ?")
                .params(ComputationKey.of(like.spec()).hash(""), other.id().toString())
                .update();

        assertThat(found(like, Duration.ofHours(1))).isEmpty();
        Job same = finished(job(LONG));
        assertThat(found(like, Duration.ofHours(1))).map(Job::id).contains(same.id());
    }

    @Test
    void findsShortJobsOnlyIfTheyAskedForReuse() {
        Job plain = succeeded(job(20).admitted("a", clock.instant()));
        insert(plain);
        assertThat(found(newJob("", 20), Duration.ofHours(1))).isEmpty();

        Job asking = succeeded(job(20).admitted("a", clock.instant()));
        jobs().insert(List.of(asking), null, () -> store.reuse().add(asking));

        assertThat(found(newJob("", 20), Duration.ofHours(1))).map(Job::id).contains(asking.id());
    }

    @Test
    void findsTheOldestUnfinishedJob() {
        Job first = running(job(LONG));
        running(job(LONG));

        assertThat(foundUnfinished(newJob("", LONG))).map(Job::id).contains(first.id());
        assertThat(foundUnfinished(newJob("other", LONG))).isEmpty();
        assertThat(jobs().change(first, first.paused())).isTrue();
        assertThat(foundUnfinished(newJob("", LONG))).map(Job::id).isNotEqualTo(Optional.of(first.id()));
    }

    @Test
    void searchesByIndex() {
        if (dialect == Dialect.SQLITE) {
            Job like = newJob("", LONG);
            assertThat(store.plansOf(() -> found(like, Duration.ofHours(1))))
                    .allMatch(plan -> plan.contains("job_by_equality"));
            assertThat(store.plansOf(() -> foundUnfinished(like)))
                    .anyMatch(plan -> plan.contains("job_by_equality"))
                    .noneMatch(plan -> plan.startsWith("SCAN"));
            assertThat(store.plansOf(() -> store.reuse().settled(10)))
                    .anyMatch(plan -> plan.contains("job_awaiting_result"));
        }
    }

    @Test
    void settlesAJobWhenTheOtherHasEnded() {
        AtomicInteger changes = new AtomicInteger();
        store.reuse().onChange(changes::incrementAndGet);
        Job source = running(job(LONG));
        Job waiting = waitingFor(source);
        assertThat(store.reuse().settled(10)).isEmpty();
        assertThat(changes).as("looks once after the insertion").hasValue(1);

        jobs().finish(List.of(source.failed(failure(), clock.instant(), retention())));

        assertThat(changes).hasValue(2);
        assertThat(store.reuse().settled(10)).containsExactly(waiting.id());
        Job released = jobs().find(waiting.id()).orElseThrow().released(clock.instant());
        assertThat(jobs().change(waiting, released)).isTrue();
        assertThat(store.reuse().settled(10)).isEmpty();
        assertThat(jobs().find(waiting.id()).orElseThrow().origin().reusedFrom())
                .isNull();
    }

    private static JobFailure failure() {
        return new JobFailure(FailureReason.TIMED_OUT, "late");
    }

    @Test
    void settlesAJobWhenTheOtherIsPausedOrDeleted() {
        Job source = running(job(LONG));
        Job waiting = waitingFor(source);
        Job paused = source.paused();
        assertThat(jobs().change(source, paused)).isTrue();
        assertThat(store.reuse().settled(10)).containsExactly(waiting.id());

        assertThat(jobs().change(paused, paused.cancelled(clock.instant(), retention())))
                .isTrue();
        assertThat(jobs().delete(source.id())).isTrue();

        assertThat(store.reuse().settled(10)).containsExactly(waiting.id());
    }

    @Test
    void copiesTheResultSoThatItOutlivesTheOther() throws Exception {
        Job source = finished(job(LONG));
        Job waiting = waitingFor(source);

        assertThat(store.reuse().copyPieces(waiting, source)).isTrue();
        assertThat(store.reuse().copyPieces(waiting, source)).as("again").isTrue();
        Job after = waiting.reusing(source, clock.instant(), retention());
        assertThat(jobs().change(waiting, after)).isTrue();
        assertThat(jobs().delete(source.id())).isTrue();

        Job stored = jobs().find(waiting.id()).orElseThrow();
        assertThat(stored).isEqualTo(after);
        assertThat(stored.origin().reusedFrom()).isEqualTo(source.id());
        assertThat(text(stored)).isEqualTo(DIGITS);
        assertThat(store.told).contains("ended " + after.id() + " SUCCEEDED");
    }

    @Test
    void copiesNothingFromADeletedJob() {
        Job source = finished(job(LONG));
        Job waiting = waitingFor(source);
        assertThat(jobs().delete(source.id())).isTrue();

        assertThat(store.reuse().copyPieces(waiting, source)).isFalse();
    }

    @Test
    void copiesNothingForAJobThatWaitsNoLonger() {
        Job source = finished(job(LONG));
        Job waiting = waitingFor(source);
        assertThat(jobs().change(waiting, waiting.cancelled(clock.instant(), retention())))
                .isTrue();
        assertThat(jobs().delete(waiting.id())).isTrue();

        assertThat(store.reuse().copyPieces(waiting, source)).isFalse();
        assertThat(store.count("result_piece")).isEqualTo(1);
    }

    @Test
    void namesTheJobThatHasComputedTheResult() {
        Job source = finished(job(LONG));
        Job second = waitingFor(source).reusing(source, clock.instant(), retention());
        Job third = newJob("", LONG).awaitingResultOf(second.id());

        assertThat(third.reusing(second, clock.instant(), retention()).origin().reusedFrom())
                .isEqualTo(source.id());
    }

    @Test
    void endsAJobOnceHoweverManyInstancesResolveIt() {
        Job source = finished(job(LONG));
        List<Job> waiting =
                IntStream.range(0, 20).mapToObj(_ -> waitingFor(source)).toList();
        try (TestStore second = new TestStore(url, catalogue, clock)) {
            TestStore other = dialect == Dialect.SQLITE ? store : second; // SQLite has one instance
            List<CompletableFuture<Long>> both = List.of(resolveAll(store, source, 1), resolveAll(other, source, 2));

            long changed = both.stream().mapToLong(CompletableFuture::join).sum();

            assertThat(changed).isEqualTo(20);
        }
        assertThat(waiting).allMatch(job -> state(job) == JobState.SUCCEEDED);
        assertThat(store.count("result_piece")).isEqualTo(21);
    }

    private CompletableFuture<Long> resolveAll(TestStore by, Job source, int millis) {
        Instant now = clock.instant().plusMillis(millis);
        JobStore changed = by.jobs();
        return CompletableFuture.supplyAsync(() -> by.reuse().settled(100).stream()
                .map(id -> changed.find(id).orElseThrow())
                .filter(Job::awaitsResult)
                .filter(job -> by.reuse().copyPieces(job, source))
                .filter(job -> changed.change(job, job.reusing(source, now, retention())))
                .count());
    }
}
