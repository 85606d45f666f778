package dev.interleave.tracing;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.HexFormat;
import java.util.UUID;

/// Ids of spans: random ones, but for the jobs'. The span of a job has the random half of the job's id, so that
/// its webhooks can refer to it before the job has ended, on any instance. Thread-safe.
final class SpanIds implements IdGenerator {

    /// The id of the span that is started within.
    static final ScopedValue<String> GIVEN = ScopedValue.newInstance();

    private static final IdGenerator RANDOM = IdGenerator.random();

    /// @param jobId a UUID, so that this half of it is not 0
    /// @return 16 hexadecimal digits
    static String of(UUID jobId) {
        return HexFormat.of().toHexDigits(jobId.getLeastSignificantBits());
    }

    @Override
    public String generateSpanId() {
        return GIVEN.isBound() ? GIVEN.get() : RANDOM.generateSpanId();
    }

    @Override
    public String generateTraceId() {
        return RANDOM.generateTraceId();
    }
}
