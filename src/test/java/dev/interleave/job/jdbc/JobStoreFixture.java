package dev.interleave.job.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.SettableClock;
import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Input;
import dev.interleave.computation.catalogue.Catalogue;
import dev.interleave.computation.catalogue.ComputationLimits;
import dev.interleave.job.JobIdGenerator;
import dev.interleave.job.JobStore;
import dev.interleave.job.model.IdempotencyKey;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobResult;
import dev.interleave.job.model.JobSpec;
import dev.interleave.job.model.JobState;
import dev.interleave.job.model.Priority;
import dev.interleave.store.Dialect;
import dev.interleave.store.Postgres;
import dev.interleave.store.Sqlite;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A store of jobs on SQLite and on PostgreSQL, with a new database for each test.
abstract class JobStoreFixture {

    final Dialect dialect;
    final SettableClock clock = new SettableClock();
    final JobIdGenerator ids = new JobIdGenerator();
    final Catalogue catalogue = new Catalogue(new ComputationLimits(1_000_000));

    @TempDir
    private Path directory;

    String url;
    TestStore store;

    JobStoreFixture(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void open() {
        url = dialect == Dialect.SQLITE ? newSqliteStore() : Postgres.newStore();
        store = new TestStore(url, catalogue, clock);
    }

    private String newSqliteStore() {
        Path file = directory.resolve("test.db");
        Sqlite.createStore(file);
        return TestStore.sqlite(file);
    }

    @AfterEach
    void close() {
        store.close();
    }

    List<Job> claim(String instance, int limit) {
        return jobs().claimOldest(
                        limit,
                        oldest -> oldest.stream()
                                .map(job -> job.admitted(instance, clock.instant()))
                                .toList());
    }

    void refuseJobsOf(long n) {
        if (dialect == Dialect.SQLITE) {
            store.jdbc().sql("""
                    CREATE TRIGGER refuse BEFORE INSERT ON job WHEN NEW.input = '{"n":%d}'
                    BEGIN SELECT RAISE(ABORT, 'refused'); END""".formatted(n)).update();
        } else {
            store.jdbc()
                    .sql("ALTER TABLE job ADD CONSTRAINT refuse CHECK (input <> '{\"n\":%d}')".formatted(n))
                    .update();
        }
    }

    static Job ownedBy(String owner, Job job) {
        return new Job(
                job.id(),
                owner,
                job.spec(),
                job.plan(),
                job.state(),
                job.timestamps(),
                job.progress(),
                job.lease(),
                job.checkpoint(),
                job.result(),
                job.failure(),
                job.history(),
                job.origin(),
                job.await());
    }

    Job job(long n) {
        return job(n, Map.of(), null);
    }

    Job job(long n, Map<String, String> labels, @Nullable Duration timeout) {
        var factorial = catalogue.find("factorial").orElseThrow();
        var spec = new JobSpec(factorial, Input.of("n", n), Algorithm.ITERATIVE, Priority.HIGH, labels, timeout);
        return Job.submitted(ids.next(), "", spec, clock.instant());
    }

    Job succeeded(Job job) {
        return job.succeeded(result(12), clock.instant(), retention());
    }

    static JobResult result(int n) {
        BigInteger value =
                IntStream.rangeClosed(1, n).mapToObj(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
        return new JobResult(value.toString().length(), value.bitLength(), "5a", value.toString());
    }

    void insert(Job... all) {
        assertThat(jobs().insert(List.of(all), null, () -> {})).isTrue();
    }

    JobState state(Job job) {
        return jobs().find(job.id()).orElseThrow().state();
    }

    JobStore jobs() {
        return store.jobs();
    }

    static Duration retention() {
        return TestStore.RETENTION;
    }

    static IdempotencyKey key(String value, String fingerprint) {
        return new IdempotencyKey("", value, fingerprint);
    }
}
