package dev.interleave;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Spares every application that is started within a test the second in which it would warm up, unless the test
/// wants that.
final class NoWarmUp implements EnvironmentPostProcessor, Ordered {

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE - 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> none = Map.of("interleave.event-loop.warm-up", "PT0S");
        environment.getPropertySources().addLast(new MapPropertySource("no warm-up", none));
    }
}
