package dev.interleave.job.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.interleave.SettableClock;
import dev.interleave.computation.catalogue.Catalogue;
import dev.interleave.job.JobListener;
import dev.interleave.job.JobQuotas;
import dev.interleave.job.JobStore;
import dev.interleave.job.Retention;
import dev.interleave.job.model.Job;
import dev.interleave.program.MemoryPrograms;
import dev.interleave.store.Dialect;
import dev.interleave.store.GroupCommit;
import dev.interleave.store.SqliteEvictionPolicy;
import dev.interleave.store.TestCommits;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// A store of jobs, wired as in the application, that notes the statements it prepares.
final class TestStore implements AutoCloseable {

    static final Duration RETENTION = Duration.ofDays(7);

    private final HikariDataSource pool = new HikariDataSource();
    private final List<String> statements = Collections.synchronizedList(new ArrayList<>());
    private final JdbcClient jdbc;
    private final GroupCommit commits;
    private final JobStore jobs;
    private final JdbcWaitingJobStore waitingJobs;
    private final JdbcReuseStore reuse;

    /// What listeners were told, in order, with the state that they were shown.
    final List<String> told = Collections.synchronizedList(new ArrayList<>());

    /// Runs between the search for jobs to delete and their deletion.
    volatile Runnable beforeDeletion = () -> {};

    private final class Notes implements JobListener {

        @Override
        public void recorded(Collection<Job> started, Collection<Job> ended) {
            started.forEach(job -> told.add("started " + job.id() + " " + job.state() + " " + job.result()));
            ended.forEach(job -> told.add("ended " + job.id() + " " + job.state()));
        }

        @Override
        public void beforeDeletion(Collection<Job> jobs) {
            beforeDeletion.run();
        }
    }

    static String sqlite(Path file) {
        return "jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=FULL&busy_timeout=5000&transaction_mode=DEFERRED";
    }

    /// @param url of a database with the schema of the service
    TestStore(String url, Catalogue catalogue, SettableClock clock) {
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(4);
        pool.setExceptionOverrideClassName(SqliteEvictionPolicy.class.getName());
        DataSource listened = new Listened(pool, statements);
        JdbcTemplate template = new JdbcTemplate(listened);
        jdbc = JdbcClient.create(template);
        JobRowMapper rows = new JobRowMapper(catalogue, MemoryPrograms.create());
        JobUpdates writes = new JobUpdates(template, rows, Dialect.of(url));
        ResultChunks pieces = new ResultChunks(jdbc);
        IdempotencyKeyTable keys = new IdempotencyKeyTable(jdbc, clock);
        JobRetention jobRetention = new JobRetention(jdbc, rows, writes, pieces, keys, new Retention(RETENTION));
        commits = TestCommits.of(new JdbcTransactionManager(listened));
        JobQueries queries = new JobQueries(jdbc, rows, Dialect.of(url));
        waitingJobs = new JdbcWaitingJobStore(jdbc, template, commits, Dialect.of(url));
        reuse = new JdbcReuseStore(jdbc, rows, commits, Dialect.of(url));
        List<JobListener> listeners = List.of(new Notes(), waitingJobs, reuse);
        jobs = new JdbcJobStore(
                commits,
                new JobInserter(commits, TestCommits.single(commits), JobQuotas.NONE, queries, writes, keys, listeners),
                queries,
                writes,
                pieces,
                new CheckpointChunks(jdbc),
                keys,
                jobRetention,
                new JobAttemptTable(jdbc),
                waitingJobs,
                listeners);
    }

    JobStore jobs() {
        return jobs;
    }

    JdbcWaitingJobStore waitingJobs() {
        return waitingJobs;
    }

    JdbcReuseStore reuse() {
        return reuse;
    }

    GroupCommit commits() {
        return commits;
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    long count(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table).query(Long.class).single();
    }

    /// How SQLite carries out the statements that an action prepares.
    List<String> plansOf(Runnable action) {
        statements.clear();
        action.run();
        return List.copyOf(statements).stream()
                .flatMap(sql -> plan(sql).stream())
                .toList();
    }

    private List<String> plan(String sql) {
        return new JdbcTemplate(pool).query("EXPLAIN QUERY PLAN " + sql, _ -> {}, (row, _) -> row.getString("detail"));
    }

    @Override
    public void close() {
        commits.close();
        pool.close();
    }

    private static final class Listened extends DelegatingDataSource {

        private final List<String> statements;

        private Listened(DataSource target, List<String> statements) {
            super(target);
            this.statements = statements;
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                        if (method.getName().equals("prepareStatement")) {
                            statements.add((String) arguments[0]);
                        }
                        return invoke(connection, method, arguments);
                    });
        }

        private static @Nullable Object invoke(Connection connection, Method method, Object @Nullable [] arguments)
                throws Throwable {
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        }
    }
}
