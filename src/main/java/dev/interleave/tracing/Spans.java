package dev.interleave.tracing;

import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobFailure;
import dev.interleave.job.origin.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Makes spans, if the operator has named a collector; else does nothing. Thread-safe.
@Component
public final class Spans {

    private final @Nullable Tracer tracer;

    Spans(ObjectProvider<SdkTracerProvider> provider) {
        SdkTracerProvider present = provider.getIfAvailable();
        this.tracer = present == null ? null : present.get("dev.interleave");
    }

    boolean areOn() {
        return tracer != null;
    }

    /// The span to which what comes of a job belongs.
    ///
    /// @param job in whatever state
    /// @return the job's own span; while nothing is traced here, the one that has asked for it; null if it was
    ///     asked for outside of any trace
    public @Nullable TraceParent of(Job job) {
        TraceParent parent = job.trace();
        return parent == null || tracer == null ? parent : parent.at(SpanIds.of(job.id()));
    }

    /// Starts the span of a call to another service. Close it after the call.
    ///
    /// @param name for people
    /// @param parent the span that it belongs to; if it is null, there is no span
    /// @return the new span
    public OpenSpan call(String name, @Nullable TraceParent parent) {
        return parent == null || tracer == null
                ? new OpenSpan(null, parent)
                : new OpenSpan(
                        child(tracer, name, parent).setSpanKind(SpanKind.CLIENT).startSpan(), parent);
    }

    /// Makes the span of a job, from its admission to its end.
    ///
    /// @param job in a final state, with a trace
    void record(Job job) {
        TraceParent parent = job.trace();
        if (tracer == null || parent == null) {
            return;
        }
        SpanBuilder span = child(tracer, "job " + job.spec().computation().name(), parent)
                .setAttribute("interleave.job.id", job.id().toString())
                .setAttribute(
                        "interleave.job.computation", job.spec().computation().name())
                .setAttribute("interleave.job.state", job.state().wireName())
                .setAttribute("interleave.job.rounds", job.progress().rounds())
                .setStartTimestamp(start(job));
        Span started = ScopedValue.where(SpanIds.GIVEN, SpanIds.of(job.id())).call(span::startSpan);
        JobFailure failure = job.failure();
        if (failure != null) {
            started.setStatus(StatusCode.ERROR, failure.reason().name());
        }
        started.end(end(job));
    }

    private static SpanBuilder child(Tracer tracer, String name, TraceParent parent) {
        SpanContext remote = SpanContext.createFromRemoteParent(
                parent.traceId(), parent.spanId(), TraceFlags.fromByte(parent.flags()), TraceState.getDefault());
        return tracer.spanBuilder(name).setParent(Context.root().with(Span.wrap(remote)));
    }

    /// One that was cancelled in the queue has not run at all. Clocks of instances differ.
    private static Instant start(Job job) {
        Instant started = job.timestamps().startedAt();
        return started == null || started.isAfter(end(job)) ? end(job) : started;
    }

    private static Instant end(Job job) {
        return Objects.requireNonNull(job.timestamps().finishedAt());
    }
}
