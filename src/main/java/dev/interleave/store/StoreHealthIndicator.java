package dev.interleave.store;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reports whether the store accepts writes. A database on a full disk can be read but not written. Thread-safe.
///
/// An instance that is not ready receives no requests, so no write would show that the store has recovered. While
/// writes fail, each health check therefore starts a small write of its own.
@Component("storeHealthIndicator")
final class StoreHealthIndicator implements HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(StoreHealthIndicator.class);

    private final GroupCommit commits;
    private final JdbcClient jdbc;
    private final AtomicBoolean probing = new AtomicBoolean();

    StoreHealthIndicator(GroupCommit commits, JdbcClient jdbc) {
        this.commits = commits;
        this.jdbc = jdbc;
    }

    @Override
    public Health health() {
        if (!commits.isFailing()) {
            return Health.up().build();
        }
        if (probing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("store-probe").start(this::probe);
        }
        return Health.down().withDetail("writes", "fail").build();
    }

    private void probe() {
        try {
            commits.write(() -> jdbc.sql("""
                            INSERT INTO store_probe (id, tries) VALUES (1, 1)
                            ON CONFLICT (id) DO UPDATE SET tries = store_probe.tries + 1""").update());
            log.info("The store accepts writes again");
        } catch (RuntimeException e) {
            log.debug("The store still rejects writes: {}", e.toString());
        } finally {
            probing.set(false);
        }
    }
}
