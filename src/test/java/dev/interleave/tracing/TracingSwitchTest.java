package dev.interleave.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

/// Whether OpenTelemetry is left out of the application.
class TracingSwitchTest {

    private static final String EXCLUDE = "spring.autoconfigure.exclude";

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void whatIsLeftOutExists() throws ClassNotFoundException {
        process();

        for (String name : environment.getRequiredProperty(EXCLUDE).split(",")) {
            assertThat(Class.forName(name)).isFinal();
        }
        assertThat(environment.getProperty("management.tracing.export.enabled")).isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "management.opentelemetry.tracing.export.otlp.endpoint",
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"
            })
    void nothingIsLeftOutOnceACollectorIsNamed(String property) {
        environment.setProperty(property, "http://localhost:4318/v1/traces");

        process();

        assertThat(environment.containsProperty(EXCLUDE)).isFalse();
        assertThat(environment.containsProperty("management.tracing.export.enabled"))
                .isFalse();
    }

    @Test
    void whatOthersLeaveOutStaysOut() {
        environment.setProperty(EXCLUDE, "a.B,c.D");

        process();

        assertThat(environment.getRequiredProperty(EXCLUDE).split(","))
                .hasSize(5)
                .contains("a.B", "c.D");
    }

    private void process() {
        new TracingSwitch().postProcessEnvironment(environment, new SpringApplication());
    }
}
