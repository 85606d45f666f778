package dev.interleave.store;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Default settings of PostgreSQL connections, of lower precedence than all others. The timeouts keep a server that
/// does not respond from blocking a connection forever, and an instance that is suspended within a transaction from
/// keeping its locks beyond its lease. Stateless and thread-safe.
final class PostgresDefaults implements EnvironmentPostProcessor, Ordered {

    private static final String POOL = "spring.datasource.hikari.";
    private static final String DRIVER = POOL + "data-source-properties.";

    private static final Map<String, Object> DEFAULTS = Map.of(
            DRIVER + "connectTimeout",
            "5", // seconds
            DRIVER + "socketTimeout",
            "4", // seconds; requests get 503 within five
            DRIVER + "tcpKeepAlive",
            "true",
            DRIVER + "reWriteBatchedInserts",
            "true",
            DRIVER + "ApplicationName",
            "interleave",
            POOL + "connection-init-sql",
            "SET idle_in_transaction_session_timeout = '5s'",
            // Otherwise Flyway holds its lock in a transaction that is idle for as long as a migration takes.
            "spring.flyway.postgresql.transactional-lock",
            "false");

    /// After the configuration files have been read.
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE - 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.getProperty("spring.datasource.url", "").startsWith("jdbc:postgresql:")) {
            environment.getPropertySources().addLast(new MapPropertySource("PostgreSQL defaults", DEFAULTS));
        }
    }
}
