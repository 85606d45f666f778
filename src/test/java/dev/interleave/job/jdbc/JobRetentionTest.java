package dev.interleave.job.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobResult;
import dev.interleave.job.model.ResultForm;
import dev.interleave.store.Dialect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Deletes jobs and results.
@ParameterizedClass
@EnumSource(Dialect.class)
class JobRetentionTest extends JobStoreFixture {

    JobRetentionTest(Dialect dialect) {
        super(dialect);
    }

    @Test
    void deletesAFinishedJobWithItsRows() {
        Job job = job(12, Map.of("a", "b", "c", "d"), null).admitted("a", clock.instant());
        Job other = job(12, Map.of("a", "b"), null).admitted("a", clock.instant());
        insert(job, other);
        for (Job one : List.of(job, other)) {
            jobs().saveResultChunk(one.id(), ResultForm.TEXT, 0, new byte[] {1});
        }

        assertThat(jobs().delete(job.id())).isFalse();
        jobs().finish(List.of(succeeded(job)));
        assertThat(jobs().delete(job.id())).isTrue();
        assertThat(jobs().delete(job.id())).isFalse();

        assertThat(jobs().find(job.id())).isEmpty();
        assertThat(store.count("job_label")).isEqualTo(1);
        assertThat(store.count("result_piece")).isEqualTo(1);
        assertThat(jobs().find(other.id())).isPresent();
    }

    @Test
    void deletesResultsBeforeJobs() {
        Job job = job(12, Map.of("a", "b"), null).admitted("a", clock.instant());
        Job running = job(12).admitted("a", clock.instant());
        insert(job, running);
        jobs().saveResultChunk(job.id(), ResultForm.TEXT, 0, new byte[] {1});
        jobs().finish(List.of(succeeded(job)));

        clock.forward(retention().minusMillis(1));
        assertThat(jobs().deleteExpired(clock.instant(), 10)).isZero();
        clock.forward(Duration.ofMillis(1));
        assertThat(jobs().deleteExpired(clock.instant(), 10)).isEqualTo(1);
        assertThat(jobs().deleteExpired(clock.instant(), 10)).isZero();
        assertThat(store.count("result_piece")).isZero();
        JobResult rest = jobs().find(job.id()).orElseThrow().result();
        assertThat(rest).isEqualTo(new JobResult(9, 29, "5a", null));

        clock.forward(retention().minusMillis(1));
        assertThat(jobs().deleteExpired(clock.instant(), 10)).isZero();
        clock.forward(Duration.ofMillis(1));
        assertThat(jobs().deleteExpired(clock.instant(), 10)).isEqualTo(1);
        assertThat(jobs().find(job.id())).isEmpty();
        assertThat(store.count("job_label")).isZero();
        assertThat(jobs().find(running.id())).isPresent();
    }

    @Test
    void deletesAtMostTheGivenNumber() {
        for (int i = 0; i < 5; i++) {
            Job job = job(12);
            insert(job);
            jobs().change(job, job.cancelled(clock.instant(), retention()));
        }
        clock.forward(retention());

        assertThat(jobs().deleteExpired(clock.instant(), 2)).isEqualTo(2);
        assertThat(jobs().deleteExpired(clock.instant(), 2)).isEqualTo(2);
        assertThat(jobs().deleteExpired(clock.instant(), 2)).isEqualTo(1);
    }
}
