package dev.interleave.job.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Input;
import dev.interleave.computation.catalogue.Catalogue;
import dev.interleave.computation.catalogue.ComputationLimits;
import dev.interleave.job.JobIdGenerator;
import dev.interleave.job.JobQuotas;
import dev.interleave.job.JobStore;
import dev.interleave.job.NewJob;
import dev.interleave.job.Retention;
import dev.interleave.job.model.FailureReason;
import dev.interleave.job.model.IdempotencyKey;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobFailure;
import dev.interleave.job.model.JobSpec;
import dev.interleave.job.model.JobState;
import dev.interleave.job.model.Priority;
import dev.interleave.job.model.QuotaExceededException;
import dev.interleave.program.MemoryPrograms;
import dev.interleave.store.Dialect;
import dev.interleave.store.GroupCommit;
import dev.interleave.store.SerializedWriter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.sqlite.SQLiteDataSource;

/// A commit may take place and yet be reported as failed: the connection breaks before the answer is there. The
/// writes are then tried again, and must know their own work.
class CommitsInDoubtTest {

    private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");
    private static final String ME = "me";

    @TempDir
    private Path folder;

    private final AtomicBoolean failsAfterCommit = new AtomicBoolean();
    private final Catalogue catalogue = new Catalogue(new ComputationLimits(1_000));
    private final JobIdGenerator ids = new JobIdGenerator();
    private final AnnotationConfigApplicationContext room = new AnnotationConfigApplicationContext();
    private JobStore store;

    /// How many jobs the owner "limited" may still submit.
    private int allowed = 1;

    @BeforeEach
    void openStore() {
        SQLiteDataSource source = new SQLiteDataSource();
        String url = "jdbc:sqlite:" + folder.resolve("jobs.db") + "?journal_mode=WAL";
        source.setUrl(url);
        Flyway.configure().dataSource(source).load().migrate();
        room.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("spring.datasource.url", url)));
        room.registerBean(PlatformTransactionManager.class, () -> new Unheard(source, failsAfterCommit));
        room.registerBean(JdbcClient.class, () -> JdbcClient.create(source));
        room.registerBean(InstantSource.class, () -> InstantSource.fixed(NOW));
        room.registerBean(MeterRegistry.class, () -> new SimpleMeterRegistry());
        room.scan(GroupCommit.class.getPackageName());
        room.refresh();
        GroupCommit commits = room.getBean(GroupCommit.class);
        JdbcClient jdbc = JdbcClient.create(source);
        JobRowMapper rows = new JobRowMapper(catalogue, MemoryPrograms.create());
        JobUpdates writes = new JobUpdates(new JdbcTemplate(source), rows, Dialect.SQLITE);
        ResultChunks pieces = new ResultChunks(jdbc);
        IdempotencyKeyTable keys = new IdempotencyKeyTable(jdbc, InstantSource.fixed(NOW));
        Retention retention = new Retention(Duration.ofDays(7));
        JobRetention jobRetention = new JobRetention(jdbc, rows, writes, pieces, keys, retention);
        JobQueries queries = new JobQueries(jdbc, rows, Dialect.SQLITE);
        SerializedWriter serializedWriter = room.getBean(SerializedWriter.class);
        store = new JdbcJobStore(
                commits,
                new JobInserter(commits, serializedWriter, new CountedQuotas(), queries, writes, keys, List.of()),
                queries,
                writes,
                pieces,
                new CheckpointChunks(jdbc),
                keys,
                jobRetention,
                new JobAttemptTable(jdbc),
                new JdbcWaitingJobStore(jdbc, new JdbcTemplate(source), commits, Dialect.SQLITE),
                List.of());
    }

    @AfterEach
    void closeStore() {
        room.close();
    }

    @Test
    void jobsThatAreThereAlreadyCountAsInserted() {
        // given
        List<Job> jobs = List.of(queued(5), queued(6));
        IdempotencyKey key = new IdempotencyKey("", "key", "print");
        failsAfterCommit.set(true);

        // when
        boolean inserted = store.insert(jobs, key, () -> {});

        // then
        assertThat(inserted).isTrue();
        assertThat(store.findByKey(key)).contains(jobs);
    }

    @Test
    void jobsThatAreThereAlreadyAreNotTooMany() {
        // given
        List<Job> jobs = List.of(limited(5));
        failsAfterCommit.set(true);

        // when
        boolean inserted = store.insert(jobs, null, () -> {});

        // then
        assertThat(inserted).isTrue();
        assertThat(allowed).as("asked twice").isEqualTo(-1);
        assertThatThrownBy(() -> store.insert(List.of(limited(5)), null, () -> {}))
                .isInstanceOf(QuotaExceededException.class);
    }

    @Test
    void aKeyThatAnotherInstanceWasFasterToUseIsNotRefusedForAQuota() {
        // given
        IdempotencyKey key = new IdempotencyKey("limited", "key", "print");
        store.insert(List.of(limited(5)), key, () -> {});

        // when
        Job late = limited(5);
        boolean inserted = store.insert(List.of(late), key, () -> {});

        // then
        assertThat(inserted).isFalse();
        assertThat(store.find(late.id())).isEmpty();
    }

    @Test
    void aKeyOfOthersStillKeepsJobsOut() {
        // given
        IdempotencyKey key = new IdempotencyKey("", "key", "print");
        store.insert(List.of(queued(5)), key, () -> {});

        // when
        Job late = queued(5);
        boolean inserted = store.insert(List.of(late), key, () -> {});

        // then
        assertThat(inserted).isFalse();
        assertThat(store.find(late.id())).isEmpty();
    }

    @Test
    void jobsThatWereClaimedAlreadyCountAsClaimed() {
        // given
        Job job = queued(5);
        store.insert(List.of(job), null, () -> {});
        failsAfterCommit.set(true);

        // when
        var claimed = store.claimOldest(10, CommitsInDoubtTest::admitAll);

        // then
        assertThat(claimed).containsExactly(job.admitted(ME, NOW));
    }

    @Test
    void aChangeThatWasMadeAlreadyCountsAsMade() {
        // given
        Job job = queued(5);
        store.insert(List.of(job), null, () -> {});
        failsAfterCommit.set(true);

        // when
        boolean changed = store.change(job, job.paused());

        // then
        assertThat(changed).isTrue();
        assertThat(store.find(job.id())).contains(job.paused());
    }

    @Test
    void anEndThatWasRecordedAlreadyCountsAsRecorded() {
        // given
        Job job = queued(5).admitted(ME, NOW);
        store.insert(List.of(job), null, () -> {});
        failsAfterCommit.set(true);

        // when
        Job failed = job.failed(new JobFailure(FailureReason.TIMED_OUT, "late"), NOW, Duration.ofDays(1));
        var finished = store.finish(List.of(failed));

        // then
        assertThat(finished).containsExactly(job.id());
        assertThat(store.find(job.id()).orElseThrow().state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void aWriteThatComesTooLateIsRefusedAsOneThatTheStoreCannotDo() {
        // given
        room.close();

        // then
        assertThatThrownBy(() -> store.insert(List.of(queued(5)), null, () -> {}))
                .isInstanceOf(DataAccessException.class);
    }

    private static List<Job> admitAll(List<Job> oldest) {
        return oldest.stream().map(job -> job.admitted(ME, NOW)).toList();
    }

    private Job limited(long n) {
        Job job = queued(n);
        return Job.submitted(job.id(), "limited", job.spec(), NOW);
    }

    private Job queued(long n) {
        JobSpec spec = new JobSpec(
                catalogue.all().getFirst(),
                Input.of("n", n),
                Algorithm.ITERATIVE,
                Priority.NORMAL,
                Map.of("a", "b"),
                null);
        return Job.submitted(ids.next(), "", spec, NOW);
    }

    private static final class Unheard extends JdbcTransactionManager {

        private final AtomicBoolean once;

        private Unheard(DataSource source, AtomicBoolean once) {
            super(source);
            this.once = once;
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            super.doCommit(status);
            if (once.getAndSet(false)) {
                throw new TransactionSystemException("the connection broke");
            }
        }
    }

    /// Takes count of how often it was asked.
    private final class CountedQuotas implements JobQuotas {

        @Override
        public void check(String owner, Collection<NewJob> newJobs) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Reservation> reservation(String owner, Collection<Job> jobs) {
            return owner.equals("limited") ? Optional.of(this::claim) : Optional.empty();
        }

        private void claim() {
            if (allowed-- <= 0) {
                throw new QuotaExceededException("too many", Duration.ofSeconds(1));
            }
        }
    }
}
