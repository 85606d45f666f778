package dev.interleave.execution.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.interleave.execution.InstanceStore;
import dev.interleave.execution.PeerOrders;
import dev.interleave.execution.Peers;
import dev.interleave.store.Dialect;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Lets instances talk to each other where they can share a database.
@Configuration(proxyBeanMethods = false)
class PeersConfiguration {

    @Bean
    Peers peers(Dialect dialect, JdbcClient jdbc, InstanceStore instances) {
        return dialect.isShared() ? new PostgresPeers(jdbc, instances) : Peers.none();
    }

    @Bean
    PostgresListener peerListener(Dialect dialect, HikariDataSource database, PeerOrders orders) {
        return new PostgresListener(dialect.isShared(), database, orders);
    }
}
