package dev.interleave.telemetry;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Makes the metrics of libraries follow the conventions of Prometheus: each has a help text, times are in seconds, and
/// only
/// histograms and summaries end in `_count`. Stateless and thread-safe.
@Configuration(proxyBeanMethods = false)
class MeterConventions {

    /// Metrics without a help text of their own.
    private static final Map<String, String> DESCRIPTIONS = Map.of(
            "http.server.requests", "Duration of HTTP requests that have ended",
            "http.server.requests.active", "Duration of HTTP requests that are in progress",
            "tasks.scheduled.execution", "Duration of periodic tasks that have ended",
            "tasks.scheduled.execution.active", "Duration of periodic tasks that are in progress",
            "tomcat.sessions.active.current", "Number of servlet sessions",
            "tomcat.sessions.active.max", "Largest number of servlet sessions at the same time",
            "tomcat.sessions.alive.max", "Longest lifetime of an expired servlet session",
            "tomcat.sessions.created", "Number of servlet sessions that were created",
            "tomcat.sessions.expired", "Number of servlet sessions that have expired",
            "tomcat.sessions.rejected", "Number of servlet sessions that were refused");

    /// Metrics in other units than seconds, which [#times] replaces.
    private static final Set<String> REPLACED = Set.of("jvm.compilation.time", "process.cpu.time");

    @Bean
    MeterFilter conventions() {
        return new MeterFilter() {

            @Override
            public MeterFilterReply accept(Meter.Id id) {
                return REPLACED.contains(id.getName()) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
            }

            @Override
            public Meter.Id map(Meter.Id id) {
                Meter.Id named = id.getName().equals("system.cpu.count") ? id.withName("system.cpus") : id;
                String description = DESCRIPTIONS.get(named.getName());
                return description == null || named.getDescription() != null
                        ? named
                        : new Meter.Id(
                                named.getName(),
                                Tags.of(named.getTagsAsIterable()),
                                named.getBaseUnit(),
                                description,
                                named.getType());
            }
        };
    }

    @Bean
    MeterBinder times() {
        return registry -> {
            if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
                FunctionCounter.builder(
                                "process.cpu", system, s -> seconds(s.getProcessCpuTime(), TimeUnit.NANOSECONDS))
                        .description("Processor time that the process has used")
                        .baseUnit("seconds")
                        .register(registry);
            }
            CompilationMXBean compilation = ManagementFactory.getCompilationMXBean();
            if (compilation != null && compilation.isCompilationTimeMonitoringSupported()) {
                FunctionCounter.builder(
                                "jvm.compilation",
                                compilation,
                                c -> seconds(c.getTotalCompilationTime(), TimeUnit.MILLISECONDS))
                        .description("Time that the JVM has spent on compilation")
                        .baseUnit("seconds")
                        .register(registry);
            }
        };
    }

    private static double seconds(long time, TimeUnit unit) {
        return unit.toNanos(time) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
