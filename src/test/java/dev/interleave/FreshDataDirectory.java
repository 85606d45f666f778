package dev.interleave;

import dev.interleave.store.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Gives every application that is started within a test a data directory of its own below `target/`, unless
/// the test names one.
final class FreshDataDirectory implements EnvironmentPostProcessor, Ordered {

    /// After the configuration files, before the data directory is created.
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE - 2;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if ("./data".equals(environment.getProperty(DataDirectory.PROPERTY))) {
            Map<String, Object> fresh = Map.of(DataDirectory.PROPERTY, create().toString());
            environment.getPropertySources().addFirst(new MapPropertySource("fresh data directory", fresh));
        }
    }

    private static Path create() {
        try {
            Path parent = Files.createDirectories(Path.of("target", "test-data"));
            return Files.createTempDirectory(parent, "run-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
