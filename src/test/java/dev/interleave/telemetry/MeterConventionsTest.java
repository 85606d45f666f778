package dev.interleave.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmCompilationMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MeterConventionsTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @BeforeEach
    void follow() {
        MeterConventions conventions = new MeterConventions();
        registry.config().meterFilter(conventions.conventions());
        conventions.times().bindTo(registry);
    }

    @Test
    void givesTimesInSeconds() {
        new ProcessorMetrics().bindTo(registry);
        new JvmCompilationMetrics().bindTo(registry);

        assertThat(registry.scrape())
                .contains("\nprocess_cpu_seconds_total ", "\njvm_compilation_seconds_total ")
                .doesNotContain("_ns_total", "_ms_total");
        assertThat(registry.get("process.cpu").functionCounter().count())
                .isBetween(0.0, 1e7)
                .isPositive();
    }

    @Test
    void doesNotEndOtherMetricsLikeSummaries() {
        new ProcessorMetrics().bindTo(registry);

        assertThat(registry.scrape()).contains("\nsystem_cpus ").doesNotContain("system_cpu_count");
    }

    @Test
    void describesMetricsOfLibraries() {
        Timer.builder("http.server.requests").tag("status", "200").register(registry);
        Timer.builder("http.server.requests.active").description("of its own").register(registry);

        assertThat(registry.scrape())
                .contains(
                        "# HELP http_server_requests_seconds Duration of HTTP requests that have ended\n",
                        "# HELP http_server_requests_active_seconds of its own\n",
                        "http_server_requests_seconds_count{status=\"200\"} 0");
    }
}
