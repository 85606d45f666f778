package dev.interleave.execution.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/// A histogram for Prometheus that is updated once a second, because an update per turn would cost more than
/// most turns. Thread-safe.
final class LoopHistogram implements Collector {

    private static final double NANOS_PER_SECOND = 1e9;

    private static final double[] UPPER_SECONDS = {
        1e-6, 1e-5, 5e-5, 1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 1e-2, 5e-2, 0.25, 1, Double.POSITIVE_INFINITY
    };

    private final String name;
    private final String help;
    private final long[] counts = new long[UPPER_SECONDS.length];
    private double sum;

    /// @param name without a unit
    /// @param help what it is
    LoopHistogram(String name, String help) {
        this.name = name;
        this.help = help;
    }

    /// @param nanos what came in addition
    synchronized void add(Histogram nanos) {
        for (HistogramIterationValue value : nanos.recordedValues()) {
            double seconds = value.getValueIteratedTo() / NANOS_PER_SECOND;
            counts[bucket(seconds)] += value.getCountAtValueIteratedTo();
            sum += seconds * value.getCountAtValueIteratedTo();
        }
    }

    @Override
    public synchronized HistogramSnapshot collect() {
        return HistogramSnapshot.builder()
                .name(name + "_seconds")
                .help(help)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(UPPER_SECONDS, counts.clone()))
                        .sum(sum)
                        .build())
                .build();
    }

    private static int bucket(double seconds) {
        int bucket = 0;
        while (seconds > UPPER_SECONDS[bucket]) {
            bucket++;
        }
        return bucket;
    }
}
