package dev.interleave.store;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Wires the writers of the store for the configured database.
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    Dialect dialect(@Value("${spring.datasource.url}") String url) {
        return Dialect.of(url);
    }

    @Bean
    WriterLock writerLock(Dialect dialect) {
        return new WriterLock(!dialect.isShared());
    }

    @Bean
    GroupCommit groupCommit(PlatformTransactionManager transactions, WriterLock lock, Dialect dialect) {
        return new GroupCommit(new TransactionTemplate(transactions), lock, dialect.writers());
    }

    @Bean
    SerializedWriter singleWriter(
            GroupCommit commits, PlatformTransactionManager transactions, WriterLock lock, Dialect dialect) {
        return dialect.writers() == 1
                ? SerializedWriter.of(commits)
                : SerializedWriter.owning(new GroupCommit(new TransactionTemplate(transactions), lock, 1));
    }
}
