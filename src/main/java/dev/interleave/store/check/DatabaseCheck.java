package dev.interleave.store.check;

import dev.interleave.startup.StartException;
import dev.interleave.store.Dialect;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/// Connects to the database before the application context exists. A database that the service cannot use ends the
/// start
/// with one message. Stateless and thread-safe.
public final class DatabaseCheck implements EnvironmentPostProcessor, Ordered {

    static final String URL = "spring.datasource.url";
    static final String USER = "spring.datasource.username";
    static final String PASSWORD = "spring.datasource.password";

    private static final String SUPPORTED = "Set " + URL + " (environment: SPRING_DATASOURCE_URL) to "
            + "jdbc:postgresql://HOST:PORT/DATABASE, or remove it to use the embedded SQLite database.";

    /// After the data directory exists, and the address is known to be free.
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String url = environment.getProperty(URL, "");
        Properties properties = driverProperties(environment);
        switch (dialect(url)) {
            case SQLITE -> SqliteCheck.run(url, properties);
            case POSTGRESQL -> PostgresCheck.run(url, properties);
        }
    }

    /// @param e thrown by the driver while the service starts
    /// @return why the service cannot use the database
    static StartException explain(SQLException e, Environment environment) {
        String url = environment.getProperty(URL, "");
        return switch (dialect(url)) {
            case SQLITE -> SqliteCheck.explain(e, url);
            case POSTGRESQL -> PostgresCheck.explain(e, url, driverProperties(environment));
        };
    }

    private static Dialect dialect(String url) {
        try {
            return Dialect.of(url);
        } catch (IllegalArgumentException e) {
            throw new StartException(
                    "The property " + URL + " names a database that is not supported: "
                            + (url.isBlank() ? "it is empty" : scheme(url)) + ".",
                    SUPPORTED,
                    e);
        }
    }

    /// The URL without what may be a password.
    private static String scheme(String url) {
        return url.split("[/?@]", 2)[0];
    }

    private static Properties driverProperties(Environment environment) {
        Properties properties = new Properties();
        Binder.get(environment)
                .bind("spring.datasource.hikari.data-source-properties", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of())
                .forEach(properties::setProperty);
        put(properties, "user", environment.getProperty(USER));
        put(properties, "password", environment.getProperty(PASSWORD));
        return properties;
    }

    private static void put(Properties properties, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            properties.setProperty(name, value);
        }
    }

    /// @return the text of a driver or server as a sentence
    static String sentence(SQLException e) {
        String text = String.valueOf(e.getMessage()).strip().replaceFirst("^(?:FATAL|ERROR): ", "");
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end).strip();
        return line.endsWith(".") ? line : line + ".";
    }

    /// @return whether a text contains another, whatever the case
    static boolean contains(SQLException e, String part) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains(part);
    }
}
