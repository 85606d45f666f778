package dev.interleave.schedule.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.interleave.access.Caller;
import dev.interleave.access.Role;
import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Input;
import dev.interleave.computation.catalogue.Catalogue;
import dev.interleave.computation.catalogue.ComputationLimits;
import dev.interleave.job.JobIdGenerator;
import dev.interleave.job.JobSubmitter;
import dev.interleave.job.NewJob;
import dev.interleave.job.SubmissionOutcome;
import dev.interleave.job.model.IdempotencyKey;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobSpec;
import dev.interleave.job.model.Priority;
import dev.interleave.job.plan.JobPlan;
import dev.interleave.schedule.InvalidJobException;
import dev.interleave.schedule.OverlapPolicy;
import dev.interleave.schedule.Schedule;
import dev.interleave.schedule.recurrence.IntervalRecurrence;
import dev.interleave.schedule.recurrence.MissedTicks;
import dev.interleave.schedule.recurrence.Recurrence;
import dev.interleave.schedule.run.ScheduleMetrics;
import dev.interleave.schedule.run.ScheduleRunner;
import dev.interleave.store.Dialect;
import dev.interleave.store.GroupCommit;
import dev.interleave.store.Postgres;
import dev.interleave.store.Sqlite;
import dev.interleave.store.TestCommits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/// Schedules on SQLite and on PostgreSQL, with a new database for each test and any number of runners.
@SuppressWarnings("NullAway.Init") // opened before each test
abstract class ScheduleFixture {

    static final String TEMPLATE = "{\"n\":12}";
    static final String INVALID = "{\"n\":-1}";

    /// How the next commits end.
    enum Commits {
        SUCCEED,
        /// The transaction is rolled back.
        FAIL_BEFORE,
        /// The transaction takes place, but is reported as failed.
        FAIL_AFTER
    }

    private final Dialect dialect;
    private final JobIdGenerator ids = new JobIdGenerator();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final JobSpec spec = new JobSpec(
            new Catalogue(new ComputationLimits(1_000)).find("factorial").orElseThrow(),
            Input.of("n", 12),
            Algorithm.ITERATIVE,
            Priority.NORMAL,
            Map.of(),
            null);
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final AtomicReference<Commits> commitsEnd = new AtomicReference<>(Commits.SUCCEED);
    final AtomicInteger failures = new AtomicInteger();
    final AtomicReference<@Nullable RuntimeException> refusal = new AtomicReference<>();

    @TempDir
    private Path directory;

    HikariDataSource pool;
    GroupCommit commits;
    JdbcClient jdbc;
    JdbcScheduleStore store;

    ScheduleFixture(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void open() {
        pool = new HikariDataSource();
        pool.setJdbcUrl(dialect == Dialect.SQLITE ? newSqliteStore() : Postgres.newStore());
        jdbc = JdbcClient.create(pool);
        store = new JdbcScheduleStore(jdbc, dialect);
        commits = newCommits();
    }

    private String newSqliteStore() {
        Path file = directory.resolve("test.db");
        Sqlite.createStore(file);
        return "jdbc:sqlite:" + file + "?journal_mode=WAL&busy_timeout=5000&transaction_mode=DEFERRED";
    }

    private GroupCommit newCommits() {
        GroupCommit created = TestCommits.of(new Transactions(pool));
        open.add(created);
        return created;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : open.reversed()) {
            resource.close();
        }
        pool.close();
    }

    private final class Transactions extends JdbcTransactionManager {

        private static final long serialVersionUID = 1L;

        private Transactions(HikariDataSource pool) {
            super(pool);
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            switch (commitsEnd.get()) {
                case SUCCEED -> super.doCommit(status);
                case FAIL_BEFORE -> {
                    doRollback(status);
                    throw failure();
                }
                case FAIL_AFTER -> {
                    super.doCommit(status);
                    throw failure();
                }
            }
        }

        private TransactionSystemException failure() {
            failures.incrementAndGet();
            return new TransactionSystemException("the connection broke");
        }
    }

    /// Inserts rows of jobs that nothing executes.
    private final class Submitter implements JobSubmitter {

        private final GroupCommit writer = newCommits();

        @Override
        public SubmissionOutcome submit(List<NewJob> newJobs, @Nullable IdempotencyKey key, boolean awaited) {
            RuntimeException refused = refusal.get();
            if (refused != null) {
                throw refused;
            }
            NewJob newJob = newJobs.getFirst();
            Job job = Job.submitted(ids.next(), newJob.owner(), newJob.spec(), Instant.EPOCH);
            return writer.write(() -> {
                jdbc.sql("""
                    INSERT INTO job (id, owner, computation, input, algorithm, labels, state, steps, rounds, created_at,
                                     instance, epoch)
                    VALUES (?, ?, 'factorial', '{"n":12}', 'ITERATIVE', '{}', 'RUNNING', 0, 0, 0, '', 0)
                    ON CONFLICT (id) DO NOTHING""").params(job.id().toString(), job.owner()).update();
                newJob.attachments().forEach(attachment -> attachment.store(job));
                return new SubmissionOutcome(List.of(job), false);
            });
        }
    }

    private NewJob read(Schedule schedule, String template) {
        if (template.equals(INVALID)) {
            throw new InvalidJobException("/n must not be negative");
        }
        return new NewJob(new JobIdGenerator().next(), schedule.owner(), spec, JobPlan.NONE, null, null, List.of());
    }

    /// Starts a runner as an instance of its own.
    ScheduleRunner startRunner() {
        ScheduleRunner runner =
                new ScheduleRunner(store, newCommits(), this::read, new Submitter(), new ScheduleMetrics(registry));
        runner.start();
        open.add(runner::stop);
        return runner;
    }

    Schedule schedule(String owner, String name, Recurrence recurrence, MissedTicks missed, OverlapPolicy overlap) {
        return Schedule.create(
                ids.next(),
                new Schedule.Definition(name, recurrence, missed, overlap),
                new Caller("key", owner, Role.SUBMITTER),
                store.now());
    }

    Schedule schedule(String owner, String name) {
        return schedule(owner, name, every(Duration.ofHours(1)), MissedTicks.ONE, OverlapPolicy.ALLOW);
    }

    /// @return an interval that is anchored now
    IntervalRecurrence every(Duration interval) {
        return new IntervalRecurrence(interval, store.now());
    }

    /// @return as if the service had been down since the tick
    static Schedule overdue(Schedule schedule, Instant tick) {
        return new Schedule(
                schedule.id(),
                schedule.definition(),
                schedule.author(),
                schedule.state(),
                schedule.version(),
                schedule.change(),
                Schedule.Ticks.startingAt(tick),
                schedule.history(),
                schedule.runner(),
                schedule.createdAt());
    }

    Schedule insert(Schedule schedule) {
        return insert(schedule, TEMPLATE);
    }

    Schedule insert(Schedule schedule, String template) {
        commits.write(() -> {
            store.insert(schedule, template, 1_000);
            return true;
        });
        return schedule;
    }

    Schedule read(Schedule schedule) {
        return store.find(schedule.owner(), schedule.id()).orElseThrow().schedule();
    }

    long jobs() {
        return jdbc.sql("SELECT COUNT(*) FROM job").query(Long.class).single();
    }

    void finishJobs() {
        commits.write(() -> jdbc.sql("UPDATE job SET state = 'SUCCEEDED'").update());
    }

    double outcome(String outcome) {
        return registry.get("interleave.schedule.runs")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
