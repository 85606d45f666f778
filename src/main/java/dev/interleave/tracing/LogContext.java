package dev.interleave.tracing;

import dev.interleave.job.model.Job;
import dev.interleave.job.origin.TraceParent;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// What log lines of this thread tell besides their text, until it is closed: `jobId`, and `traceId` and
/// `spanId` where there is a trace. Confined to one thread.
public final class LogContext implements AutoCloseable {

    private final @Nullable Map<String, String> before = MDC.getCopyOfContextMap();

    private LogContext() {}

    /// @param job which the lines are about
    /// @return open
    public static LogContext of(Job job) {
        TraceParent trace = job.trace();
        return of(job.id(), trace == null ? null : trace.at(SpanIds.of(job.id())));
    }

    /// @param jobId of the job which the lines are about, if of any
    /// @param span within which that is done, if within any
    /// @return open
    public static LogContext of(@Nullable UUID jobId, @Nullable TraceParent span) {
        LogContext context = new LogContext();
        if (jobId != null) {
            MDC.put("jobId", jobId.toString());
        }
        if (span != null) {
            MDC.put("traceId", span.traceId());
            MDC.put("spanId", span.spanId());
        }
        return context;
    }

    @Override
    public void close() {
        if (before == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(before);
        }
    }
}
