package dev.interleave.tracing;

import dev.interleave.job.origin.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// Tells in which trace the request at hand came. Thread-safe.
@Component
public final class RequestTrace {

    /// To be called on the thread of the request.
    ///
    /// @return the span of the request; while nothing is traced here, the one that its sender told; null if
    ///     there is neither, or no request
    public @Nullable TraceParent trace() {
        SpanContext here = Span.current().getSpanContext();
        if (here.isValid()) {
            return new TraceParent(
                    here.getTraceId(), here.getSpanId(), here.getTraceFlags().asByte());
        }
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? told(attributes.getRequest())
                : null;
    }

    /// By the standard, more than one header is none.
    private static @Nullable TraceParent told(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(TraceParent.HEADER));
        return headers.size() == 1 ? TraceParent.parse(headers.getFirst()).orElse(null) : null;
    }
}
