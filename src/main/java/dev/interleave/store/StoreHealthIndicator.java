package dev.interleave.store;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Tells whether the store takes writes, which a full disk does not although it can be read. Thread-safe.
///
/// Who is not ready gets no requests, so nobody would find out that the store is back: while it fails, each
/// look makes a small write of its own.
@Component("storeHealthIndicator")
final class StoreHealthIndicator implements HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(StoreHealthIndicator.class);

    private final GroupCommit commits;
    private final JdbcClient jdbc;
    private final AtomicBoolean trying = new AtomicBoolean();

    StoreHealthIndicator(GroupCommit commits, JdbcClient jdbc) {
        this.commits = commits;
        this.jdbc = jdbc;
    }

    @Override
    public Health health() {
        if (!commits.isFailing()) {
            return Health.up().build();
        }
        if (trying.compareAndSet(false, true)) {
            Thread.ofVirtual().name("store-probe").start(this::tryAgain);
        }
        return Health.down().withDetail("writes", "fail").build();
    }

    private void tryAgain() {
        try {
            commits.write(() -> jdbc.sql("""
                            INSERT INTO store_probe (id, tries) VALUES (1, 1)
                            ON CONFLICT (id) DO UPDATE SET tries = store_probe.tries + 1""").update());
            log.info("the store takes writes again");
        } catch (RuntimeException e) {
            log.debug("the store still takes no writes: {}", e.toString());
        } finally {
            trying.set(false);
        }
    }
}
