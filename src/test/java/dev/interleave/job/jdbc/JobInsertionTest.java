package dev.interleave.job.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interleave.job.model.FailureReason;
import dev.interleave.job.model.IdempotencyKey;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobFailure;
import dev.interleave.job.model.Progress;
import dev.interleave.job.origin.JobOrigin;
import dev.interleave.job.origin.TraceParent;
import dev.interleave.store.Dialect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;

/// Inserts jobs, alone and in batches, and finds them again.
@ParameterizedClass
@EnumSource(Dialect.class)
class JobInsertionTest extends JobStoreFixture {

    JobInsertionTest(Dialect dialect) {
        super(dialect);
    }

    @Test
    void keepsAllAttributesOfAJob() {
        Job queued = job(12, Map.of("team", "größer 😀", "b", ""), Duration.ofMillis(1_500));
        Job running = job(20, Map.of(), null).admitted("a", clock.instant());
        insert(queued, running);

        Job succeeded = running.progressed(Progress.of(18, 18, 40)).succeeded(result(20), clock.instant(), retention());
        Job started = queued.admitted("a", clock.instant());
        Job failed = started.failed(new JobFailure(FailureReason.TIMED_OUT, "too late"), clock.instant(), retention());
        assertThat(jobs().find(queued.id())).contains(queued);
        assertThat(jobs().find(running.id())).contains(running);
        jobs().finish(List.of(succeeded));
        jobs().change(queued, started);
        jobs().finish(List.of(failed));
        assertThat(jobs().find(succeeded.id())).contains(succeeded);
        assertThat(jobs().find(failed.id())).contains(failed);
        assertThat(jobs().find(ids.next())).isEmpty();
    }

    @Test
    void keepsJobsThatHaveEnded() {
        Job succeeded = succeeded(job(20).admitted("a", clock.instant()));
        Job failed = job(8).admitted("a", clock.instant())
                .failed(new JobFailure(FailureReason.COMPUTATION_FAILED, "no"), clock.instant(), retention());
        Job queued = job(4);

        insert(succeeded, failed, queued);

        assertThat(jobs().find(succeeded.id())).contains(succeeded);
        assertThat(jobs().find(failed.id())).contains(failed);
        assertThat(store.told)
                .containsExactly(
                        "started " + succeeded.id() + " RUNNING null",
                        "started " + failed.id() + " RUNNING null",
                        "ended " + succeeded.id() + " SUCCEEDED",
                        "ended " + failed.id() + " FAILED");
        assertThat(claim("b", 10)).extracting(Job::id).containsExactly(queued.id());
    }

    /// Each request has an answer of its own, although they may share a statement.
    @Test
    void answersEachOfManyConcurrentInsertions() throws InterruptedException {
        Map<String, Boolean> answers = new ConcurrentHashMap<>();
        Thread[] threads = IntStream.range(0, 40)
                .mapToObj(i -> Thread.ofVirtual().start(() -> {
                    Job job = job(i);
                    var key = i % 2 == 0 ? null : new IdempotencyKey("", "key" + i % 4, "same");
                    answers.put(i + " " + job.id(), jobs().insert(List.of(job), key, () -> {}));
                }))
                .toArray(Thread[]::new);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(answers).hasSize(40);
        assertThat(answers.values().stream().filter(isNew -> isNew)).hasSize(20 + 2);
        answers.forEach((name, isNew) -> assertThat(jobs().find(UUID.fromString(name.substring(name.indexOf(' ') + 1)))
                        .isPresent())
                .as(name)
                .isEqualTo(isNew));
    }

    @Test
    void keepsAcknowledgedJobs() {
        TraceParent trace = TraceParent.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .orElseThrow();
        Job job = job(12).from(JobOrigin.NONE.in(trace));
        insert(job);
        store.close();

        store = new TestStore(url, catalogue, clock);

        assertThat(jobs().find(job.id())).contains(job);
    }

    @Test
    void insertsAllJobsOrNone() {
        refuseJobsOf(13);

        assertThatThrownBy(() -> jobs().insert(
                                List.of(job(12, Map.of("a", "b"), null), job(13), job(14)), key("k", "f"), () -> {}))
                .isInstanceOf(DataAccessException.class);

        assertThat(store.count("job")).isZero();
        assertThat(store.count("job_label")).isZero();
        assertThat(store.count("idempotency_key")).isZero();
    }
}
