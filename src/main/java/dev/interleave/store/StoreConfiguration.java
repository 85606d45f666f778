package dev.interleave.store;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The one writer of the store.
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    WriterLock writerLock(@Value("${spring.datasource.url}") String url) {
        return new WriterLock(url.startsWith("jdbc:sqlite:"));
    }

    @Bean
    GroupCommit groupCommit(PlatformTransactionManager transactions, WriterLock lock) {
        return new GroupCommit(new TransactionTemplate(transactions), lock);
    }
}
