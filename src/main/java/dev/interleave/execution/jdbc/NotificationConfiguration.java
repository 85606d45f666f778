package dev.interleave.execution.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.interleave.execution.cluster.RemoteCommands;
import dev.interleave.execution.instance.InstanceNotifier;
import dev.interleave.execution.instance.InstanceStore;
import dev.interleave.store.Dialect;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Selects the notifier: PostgreSQL where instances can share a database, otherwise none.
@Configuration(proxyBeanMethods = false)
class NotificationConfiguration {

    @Bean
    InstanceNotifier peers(Dialect dialect, JdbcClient jdbc, InstanceStore instances) {
        return dialect.isShared() ? new PostgresInstanceNotifier(jdbc, instances) : InstanceNotifier.none();
    }

    @Bean
    PostgresNotificationListener peerListener(Dialect dialect, HikariDataSource database, RemoteCommands orders) {
        return new PostgresNotificationListener(
                dialect.isShared(), database, orders::queuedJobsAnnounced, orders::execute);
    }
}
