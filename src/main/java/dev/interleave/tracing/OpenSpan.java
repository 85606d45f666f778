package dev.interleave.tracing;

import dev.interleave.job.origin.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/// A span under way, or none. Thread-safe.
public final class OpenSpan implements AutoCloseable {

    private final @Nullable Span span;
    private final @Nullable TraceParent parent;

    OpenSpan(@Nullable Span span, @Nullable TraceParent parent) {
        this.span = span;
        this.parent = parent;
    }

    /// @return what to tell others; where there is no span, the one that it would have belonged to, if any
    public @Nullable TraceParent context() {
        if (span == null) {
            return parent;
        }
        SpanContext context = span.getSpanContext();
        return new TraceParent(
                context.getTraceId(),
                context.getSpanId(),
                context.getTraceFlags().asByte());
    }

    /// @param name of an attribute
    /// @param value of it, or null for none
    public void tell(String name, @Nullable Object value) {
        if (span == null || value == null) {
            return;
        }
        if (value instanceof Number number) {
            span.setAttribute(name, number.longValue());
        } else {
            span.setAttribute(name, value.toString());
        }
    }

    /// @param why it did not work
    public void failed(String why) {
        if (span != null) {
            span.setStatus(StatusCode.ERROR, why);
        }
    }

    @Override
    public void close() {
        if (span != null) {
            span.end();
        }
    }
}
