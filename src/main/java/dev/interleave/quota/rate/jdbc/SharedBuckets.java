package dev.interleave.quota.rate.jdbc;

import dev.interleave.quota.limits.RequestRate;
import dev.interleave.quota.rate.BucketCache;
import dev.interleave.quota.rate.BucketClock;
import dev.interleave.quota.rate.BucketLevels;
import dev.interleave.quota.rate.LocalBuckets;
import dev.interleave.quota.rate.RequestBuckets;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/// Token buckets that instances share through PostgreSQL, with a [TokenLease] of each on this instance.
/// Thread-safe.
///
/// While the database is unavailable, each instance counts for itself.
class SharedBuckets implements RequestBuckets {

    private static final Logger log = LoggerFactory.getLogger(SharedBuckets.class);

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration RETENTION = Duration.ofMinutes(10);
    private static final int DELETION_BATCH = 1_000;

    private final PostgreSQLSelectForUpdateBasedProxyManager<String> manager;
    private final InstantSource clock;
    private final LocalBuckets local;
    private final BucketCache<TokenLease> leases;

    SharedBuckets(DataSource database, InstantSource clock) {
        this.clock = clock;
        local = new LocalBuckets(clock);
        leases = new BucketCache<>(clock, this::lease);
        manager = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("request_bucket")
                .clientClock(new BucketClock(clock))
                .requestTimeout(REQUEST_TIMEOUT)
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(RETENTION))
                .build();
    }

    @Override
    public Level take(String owner, RequestRate rate) {
        return sharedOrLocal(owner, rate, TokenLease::take, RequestBuckets::take);
    }

    @Override
    public Level look(String owner, RequestRate rate) {
        return sharedOrLocal(owner, rate, TokenLease::look, RequestBuckets::look);
    }

    /// @return the number of leases in memory
    long size() {
        return leases.size();
    }

    /// Deletes the rows of buckets that are full again.
    @Scheduled(fixedDelay = 60_000)
    void deleteExpired() {
        try {
            int deleted = manager.removeExpired(DELETION_BATCH);
            log.debug("Deleted {} full request buckets", deleted);
        } catch (RuntimeException e) {
            log.debug("Could not delete full request buckets; retrying in a minute", e);
        }
    }

    private Level sharedOrLocal(
            String owner, RequestRate rate, Function<TokenLease, Level> shared, LocalCall localCall) {
        try {
            return shared.apply(leases.get(owner, rate));
        } catch (BucketExecutionException e) {
            log.debug("Could not count the requests of \"{}\" in the database; counting them locally", owner, e);
            return localCall.on(local, owner, rate);
        }
    }

    private TokenLease lease(BucketCache.Key key) {
        RequestRate rate = key.rate();
        BucketConfiguration configuration = BucketConfiguration.builder()
                .addLimit(BucketLevels.bandwidth(rate))
                .build();
        String id = key.owner() + " " + rate.perSecond() + "/" + rate.burst();
        return new TokenLease(manager.builder().build(id, () -> configuration), rate, clock);
    }

    private interface LocalCall {

        Level on(RequestBuckets buckets, String owner, RequestRate rate);
    }
}
