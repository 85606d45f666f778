package dev.interleave.execution.jdbc;

import dev.interleave.execution.instance.InstanceNotifier;
import dev.interleave.execution.instance.InstanceStore;
import dev.interleave.supervision.SupervisedTask;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Notifies the other instances through PostgreSQL's NOTIFY. Thread-safe.
///
/// A message is a word and, for a command, the id of a job. Queued jobs are announced at most twenty times a
/// second, because each commit with a NOTIFY waits for all others in the database.
final class PostgresInstanceNotifier implements InstanceNotifier, AutoCloseable {

    static final String CHANNEL = "interleave";
    static final String JOBS_WAIT = "jobs-wait";

    private static final Logger log = LoggerFactory.getLogger(PostgresInstanceNotifier.class);
    private static final long PAUSE_MILLIS = 50;

    /// How often the number of instances is looked at.
    private static final long LOOK_MILLIS = 2_000;

    private final JdbcClient jdbc;
    private final AtomicBoolean planned = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("peers").daemon().factory());
    private volatile boolean exist;

    PostgresInstanceNotifier(JdbcClient jdbc, InstanceStore instances) {
        this.jdbc = jdbc;
        var _ = thread.scheduleWithFixedDelay(
                new SupervisedTask("count of instances", () -> count(instances)),
                0,
                LOOK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean hasOthers() {
        return exist;
    }

    @Override
    public void announceQueuedJobs() {
        if (!thread.isShutdown() && planned.compareAndSet(false, true)) {
            var _ = thread.schedule(this::tellThatJobsWait, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void send(Command command, UUID job) {
        tell(command.name() + " " + job);
    }

    private void tellThatJobsWait() {
        planned.set(false);
        tell(JOBS_WAIT);
    }

    private void tell(String message) {
        try {
            jdbc.sql("SELECT pg_notify(?, ?)")
                    .params(CHANNEL, message)
                    .query((row, _) -> 0)
                    .list();
        } catch (DataAccessException e) {
            log.debug("Could not notify the other instances: {}", e.toString());
        }
    }

    private void count(InstanceStore instances) {
        try {
            exist = instances.present().size() > 1;
        } catch (DataAccessException e) {
            log.debug("Could not count the other instances: {}", e.toString());
        }
    }

    /// Tells at once what was about to be told.
    @Override
    public void close() {
        thread.shutdownNow();
        if (planned.get()) {
            tellThatJobsWait();
        }
    }
}
