package dev.interleave.job.jdbc;

import dev.interleave.job.model.IdempotencyConflictException;
import dev.interleave.job.model.IdempotencyConflictException.Reason;
import dev.interleave.job.model.IdempotencyKey;
import dev.interleave.job.model.Job;
import dev.interleave.store.IdempotencyRecords;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Stores the idempotency keys of submissions, with their jobs. Thread-safe.
@Component
final class IdempotencyKeyTable {

    /// @param asked the key of the current request
    /// @param fingerprint of the request that used the key
    /// @param jobs which that request created
    record Used(IdempotencyKey asked, String fingerprint, List<UUID> jobs) {}

    private final IdempotencyRecords records;

    IdempotencyKeyTable(JdbcClient jdbc, InstantSource clock) {
        this.records = new IdempotencyRecords(jdbc, clock);
    }

    /// Records a key. Recording the same again is harmless: a commit that was reported as failed may have succeeded.
    ///
    /// @return false if the key was used for other jobs
    boolean insert(IdempotencyKey key, List<Job> jobs) {
        String ids = jobs.stream().map(job -> job.id().toString()).collect(Collectors.joining(","));
        return records.insert(key.owner(), key.value(), key.fingerprint(), ids);
    }

    Optional<Used> find(IdempotencyKey key) {
        return records.find(key.owner(), key.value()).map(used -> new Used(key, used.fingerprint(), used.ids()));
    }

    List<UUID> requireSame(Used used) {
        if (!used.fingerprint.equals(used.asked.fingerprint())) {
            throw new IdempotencyConflictException(Reason.REUSED);
        }
        return used.jobs;
    }

    static IdempotencyConflictException gone() {
        return new IdempotencyConflictException(Reason.GONE);
    }

    int deleteExpired(Instant now, int limit) {
        return records.deleteExpired(now, limit);
    }
}
