package dev.interleave.store;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Default settings of the PostgreSQL driver, of lower precedence than all others. The timeouts keep a server that
/// does not respond from blocking a connection forever. Stateless and thread-safe.
final class PostgresDefaults implements EnvironmentPostProcessor, Ordered {

    private static final String DRIVER = "spring.datasource.hikari.data-source-properties.";

    private static final Map<String, Object> DEFAULTS = Map.of(
            DRIVER + "connectTimeout", "5", // seconds
            DRIVER + "socketTimeout", "4", // seconds; requests get 503 within five
            DRIVER + "tcpKeepAlive", "true",
            DRIVER + "reWriteBatchedInserts", "true",
            DRIVER + "ApplicationName", "interleave");

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
