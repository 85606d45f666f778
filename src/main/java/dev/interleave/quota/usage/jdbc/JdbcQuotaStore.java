package dev.interleave.quota.usage.jdbc;

import dev.interleave.job.OwnerUsage;
import dev.interleave.quota.usage.QuotaStore;
import dev.interleave.quota.usage.ResourceRequest;
import dev.interleave.store.Dialect;
import dev.interleave.store.GroupCommit;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Usage in a relational database. Thread-safe.
///
/// The jobs of an owner are counted once per transaction, however many submissions it carries. On PostgreSQL,
/// an advisory lock serializes these transactions; SQLite has one writer.
@Component
final class JdbcQuotaStore implements QuotaStore {

    /// One lock for all owners, as several could be taken in different orders.
    private static final long ADVISORY_LOCK = 0x696e7465726c6561L;

    private final JdbcClient jdbc;
    private final GroupCommit commits;
    private final Dialect dialect;
    private final OwnerUsage holdings;

    JdbcQuotaStore(JdbcClient jdbc, GroupCommit commits, Dialect dialect, OwnerUsage holdings) {
        this.jdbc = jdbc;
        this.commits = commits;
        this.dialect = dialect;
        this.holdings = holdings;
    }

    @Override
    public void lock() {
        countsOfTransaction();
    }

    @Override
    public OwnerUsage.Jobs lockedJobs(String owner) {
        return countsOfTransaction().computeIfAbsent(owner, holdings::jobs);
    }

    @Override
    public void accepted(String owner, ResourceRequest resourceRequest) {
        countsOfTransaction().computeIfPresent(owner, (_, jobs) -> plus(jobs, resourceRequest));
    }

    private static OwnerUsage.Jobs plus(OwnerUsage.Jobs jobs, ResourceRequest accepted) {
        return new OwnerUsage.Jobs(
                jobs.waiting() + accepted.queued(), jobs.running() + accepted.jobs() - accepted.queued());
    }

    @Override
    public long reservedBytes(String owner) {
        return jdbc.sql("SELECT bytes FROM owner_reservation WHERE owner = ?")
                .param(owner)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    @Override
    public void addReservedBytes(String owner, long bytes) {
        jdbc.sql("""
                        INSERT INTO owner_reservation (owner, bytes) VALUES (?, ?)
                        ON CONFLICT (owner) DO UPDATE SET bytes = owner_reservation.bytes + excluded.bytes""").params(owner, bytes).update();
    }

    @Override
    public SortedMap<Instant, Long> loopTime(String owner, Instant from, String instance) {
        SortedMap<Instant, Long> slots = new TreeMap<>();
        jdbc.sql("""
                        SELECT slot, sum(nanos) AS nanos FROM owner_loop_time
                        WHERE owner = ? AND slot >= ? AND instance <> ? GROUP BY slot""").params(owner, from.toEpochMilli(), instance).query(row -> {
            slots.put(Instant.ofEpochMilli(row.getLong("slot")), row.getLong("nanos"));
        });
        return slots;
    }

    @Override
    public void saveLoopTime(String instance, Iterable<LoopTimeSlot> slots, Instant oldest) {
        commits.write(() -> {
            slots.forEach(slot -> jdbc.sql("""
                            INSERT INTO owner_loop_time (owner, slot, instance, nanos) VALUES (?, ?, ?, ?)
                            ON CONFLICT (owner, slot, instance) DO UPDATE SET nanos = excluded.nanos""")
                    .params(slot.owner(), slot.slot().toEpochMilli(), instance, slot.nanos())
                    .update());
            return jdbc.sql("DELETE FROM owner_loop_time WHERE slot < ?")
                    .param(oldest.toEpochMilli())
                    .update();
        });
    }

    @SuppressWarnings("unchecked") // nothing else binds this key
    private Map<String, OwnerUsage.Jobs> countsOfTransaction() {
        Object bound = TransactionSynchronizationManager.getResource(this);
        return bound == null ? beginCounting() : (Map<String, OwnerUsage.Jobs>) bound;
    }

    private Map<String, OwnerUsage.Jobs> beginCounting() {
        if (dialect.isShared()) {
            jdbc.sql("SELECT 1 FROM pg_advisory_xact_lock(?)")
                    .param(ADVISORY_LOCK)
                    .query(Integer.class)
                    .single();
        }
        Map<String, OwnerUsage.Jobs> counts = new HashMap<>();
        TransactionSynchronizationManager.bindResource(this, counts);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResource(JdbcQuotaStore.this);
            }
        });
        return counts;
    }
}
