package dev.interleave.quota.rate.jdbc;

import dev.interleave.quota.rate.LocalBuckets;
import dev.interleave.quota.rate.RequestBuckets;
import dev.interleave.store.Dialect;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Selects the buckets: in the database where instances share it, otherwise in memory.
@Configuration(proxyBeanMethods = false)
class BucketsConfiguration {

    @Bean
    RequestBuckets requestBuckets(Dialect dialect, DataSource database, InstantSource clock) {
        return dialect.isShared() ? new SharedBuckets(database, clock) : new LocalBuckets(clock);
    }
}
