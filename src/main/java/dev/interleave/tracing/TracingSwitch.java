package dev.interleave.tracing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Leaves OpenTelemetry out unless the operator has named a collector: Spring Boot would make spans of all
/// requests, and send them nowhere.
final class TracingSwitch implements EnvironmentPostProcessor, Ordered {

    /// The latter two are what OpenTelemetry has for all its programs, and Spring Boot heeds.
    private static final List<String> ENDPOINTS = List.of(
            "management.opentelemetry.tracing.export.otlp.endpoint",
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
            "OTEL_EXPORTER_OTLP_ENDPOINT");

    private static final String EXCLUDE = "spring.autoconfigure.exclude";

    private static final List<String> LEFT_OUT = List.of(
            "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration");

    /// After the configuration files and the environment were read.
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (ENDPOINTS.stream().noneMatch(environment::containsProperty)) {
            List<String> excluded = new ArrayList<>(LEFT_OUT);
            excluded.addAll(Binder.get(environment)
                    .bind(EXCLUDE, Bindable.listOf(String.class))
                    .orElse(List.of()));
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "tracing off",
                            Map.of(EXCLUDE, String.join(",", excluded), "management.tracing.export.enabled", "false")));
        }
    }
}
