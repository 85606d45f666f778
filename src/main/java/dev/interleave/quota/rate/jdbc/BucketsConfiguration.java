package dev.interleave.quota.rate.jdbc;

import dev.interleave.quota.rate.LocalBuckets;
import dev.interleave.quota.rate.RequestBuckets;
import dev.interleave.store.Dialect;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Buckets in the database only where there are several instances to share them.
@Configuration(proxyBeanMethods = false)
class BucketsConfiguration {

    @Bean
    RequestBuckets requestBuckets(Dialect dialect, DataSource database, InstantSource clock) {
        return dialect.isShared() ? new SharedBuckets(database, clock) : new LocalBuckets(clock);
    }
}
