package dev.interleave.execution.metrics;

import dev.interleave.eventloop.EventLoop;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.HdrHistogram.Histogram;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Registers the meters of the event loop. Thread-safe.
@Component
public final class EventLoopMetrics {

    private static final double NANOS_PER_SECOND = 1e9;

    private final LoopStatistics statistics;
    private final LoopHistogram turns =
            new LoopHistogram("interleave_event_loop_turn", "How long a turn of the loop takes");
    private final LoopHistogram lags =
            new LoopHistogram("interleave_event_loop_lag", "Delay between a submission to the inbox and its execution");

    EventLoopMetrics(
            EventLoop loop,
            LoopStatistics statistics,
            MeterRegistry registry,
            ObjectProvider<PrometheusRegistry> scraped) {
        this.statistics = statistics;
        Gauge.builder("interleave.event.loop.ready.tasks", loop, EventLoop::readyTasks)
                .description("Tasks that wait for a turn or have it")
                .register(registry);
        FunctionCounter.builder("interleave.event.loop.rounds", loop, EventLoop::rounds)
                .description("Steps of all tasks")
                .register(registry);
        FunctionCounter.builder("interleave.event.loop.busy", statistics, all -> all.busyNanos() / NANOS_PER_SECOND)
                .description("How long all turns took together")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder(
                        "interleave.event.loop.longest.turn",
                        statistics,
                        all -> all.longestTurnNanos() / NANOS_PER_SECOND)
                .description("The longest turn since the start")
                .baseUnit("seconds")
                .register(registry);
        scraped.ifAvailable(prometheus -> {
            prometheus.register(turns);
            prometheus.register(lags);
        });
    }

    /// To be called each second, after the statistics have begun a new one.
    public void tick() {
        add(statistics.turns(), turns);
        add(statistics.lags(), lags);
    }

    private static void add(RollingHistogram minute, LoopHistogram histogram) {
        Histogram second = minute.lastSecond();
        if (second != null) {
            histogram.add(second);
        }
    }
}
