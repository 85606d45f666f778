package dev.interleave.job.jdbc;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The one writer of the store.
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    GroupCommit groupCommit(PlatformTransactionManager transactions) {
        return new GroupCommit(new TransactionTemplate(transactions));
    }
}
