package dev.interleave.tracing;

import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SdkTracerProviderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Fits OpenTelemetry in, where it is on.
@Configuration(proxyBeanMethods = false)
class TracingConfiguration {

    @Bean
    SdkTracerProviderBuilderCustomizer spanIds() {
        return builder -> builder.setIdGenerator(new SpanIds());
    }
}
