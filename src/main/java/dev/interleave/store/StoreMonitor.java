package dev.interleave.store;

import dev.interleave.supervision.SupervisedThread;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Checks once per second whether the database responds, and exports the outcome as a metric. Thread-safe.
@Component
final class StoreMonitor implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /// From here on, a check counts as failed although it is still running.
    private static final Duration MAX_LATENCY = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final GroupCommit commits;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final SupervisedThread thread;
    private volatile boolean responds = true;
    private volatile long checkStart = System.nanoTime();
    private volatile boolean isChecking;

    StoreMonitor(JdbcClient jdbc, GroupCommit commits, MeterRegistry registry) {
        this.jdbc = jdbc;
        this.commits = commits;
        Gauge.builder("interleave.store.up", () -> isUp() ? 1 : 0)
                .description("1 if the database responds and accepts writes, 0 if it does not")
                .register(registry);
        thread = SupervisedThread.start("store-monitor", true, this::run, () -> closing.getCount() == 0);
    }

    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isUp() {
        boolean isLate = isChecking && System.nanoTime() - checkStart > MAX_LATENCY.toNanos();
        return responds && !isLate && !commits.isFailing();
    }

    private void run() {
        try {
            while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                checkStart = System.nanoTime();
                isChecking = true;
                responds = check();
                isChecking = false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean check() {
        try {
            return jdbc.sql("SELECT 1").query(Integer.class).optional().isPresent();
        } catch (DataAccessException e) {
            return false;
        }
    }
}
