package dev.interleave.quota.rate.jdbc;

import dev.interleave.quota.limits.RequestRate;
import dev.interleave.quota.rate.BucketClock;
import dev.interleave.quota.rate.BucketLevels;
import dev.interleave.quota.rate.LocalBuckets;
import dev.interleave.quota.rate.RequestBuckets;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/// Buckets that instances share through PostgreSQL, with a [TokenLease] of tokens at each. Thread-safe.
///
/// While the database does not answer, each instance counts by itself.
class SharedBuckets implements RequestBuckets {

    private static final Logger log = LoggerFactory.getLogger(SharedBuckets.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int DELETED_AT_ONCE = 1_000;

    private record Key(String owner, RequestRate rate) {

        /// Whoever gets another rate gets another bucket.
        private String id() {
            return owner + " " + rate.perSecond() + "/" + rate.burst();
        }
    }

    private final PostgreSQLSelectForUpdateBasedProxyManager<String> manager;
    private final InstantSource clock;
    private final LocalBuckets local;
    private final Map<Key, TokenLease> buckets = new ConcurrentHashMap<>();

    SharedBuckets(DataSource database, InstantSource clock) {
        this.clock = clock;
        local = new LocalBuckets(clock);
        manager = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("request_bucket")
                .clientClock(new BucketClock(clock))
                .requestTimeout(PATIENCE)
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT))
                .build();
    }

    @Override
    public Level take(String owner, RequestRate rate) {
        return ask(owner, rate, TokenLease::take, BucketLevels::take);
    }

    @Override
    public Level look(String owner, RequestRate rate) {
        return ask(owner, rate, TokenLease::look, BucketLevels::look);
    }

    /// Forgets buckets that are full again.
    @Scheduled(fixedDelay = 60_000)
    void deleteExpired() {
        try {
            int deleted = manager.removeExpired(DELETED_AT_ONCE);
            log.debug("{} full buckets were forgotten", deleted);
        } catch (RuntimeException e) {
            log.debug("full buckets could not be forgotten", e);
        }
    }

    private Level ask(
            String owner, RequestRate rate, Function<TokenLease, Level> shared, Function<Bucket, Level> otherwise) {
        try {
            return shared.apply(buckets.computeIfAbsent(new Key(owner, rate), this::handful));
        } catch (BucketExecutionException e) {
            log.debug("the database does not count the requests of \"{}\"", owner, e);
            return otherwise.apply(local.bucket(owner, rate));
        }
    }

    private TokenLease handful(Key key) {
        BucketConfiguration configuration = BucketConfiguration.builder()
                .addLimit(BucketLevels.bandwidth(key.rate))
                .build();
        return new TokenLease(manager.builder().build(key.id(), () -> configuration), key.rate, clock);
    }
}
