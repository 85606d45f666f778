package dev.interleave.webhook.delivery;

import dev.interleave.job.JobStore;
import dev.interleave.job.origin.TraceParent;
import dev.interleave.store.GroupCommit;
import dev.interleave.tracing.LogContext;
import dev.interleave.tracing.OpenSpan;
import dev.interleave.tracing.Spans;
import dev.interleave.webhook.Callback;
import dev.interleave.webhook.CallbackStore;
import dev.interleave.webhook.Delivery;
import dev.interleave.webhook.DeliveryAttempt;
import dev.interleave.webhook.DeliveryStore;
import dev.interleave.webhook.signing.Secret;
import dev.interleave.webhook.signing.WebhookSigner;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Makes one attempt of a delivery and records its outcome. Thread-safe.
@Component
final class DeliveryWorker {

    private static final Logger log = LoggerFactory.getLogger(DeliveryWorker.class);
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);
    private static final int GONE = 410;

    private final JobStore jobs;
    private final CallbackStore callbacks;
    private final DeliveryStore deliveries;
    private final GroupCommit commits;
    private final WebhookSender sender;
    private final EndpointBulkhead bulkhead;
    private final EventBodyWriter bodies;
    private final DeliveryMetrics metrics;
    private final InstantSource clock;
    private final Spans spans;

    DeliveryWorker(
            JobStore jobs,
            CallbackStore callbacks,
            DeliveryStore deliveries,
            GroupCommit commits,
            WebhookSender sender,
            EndpointBulkhead bulkhead,
            EventBodyWriter bodies,
            DeliveryMetrics metrics,
            InstantSource clock,
            Spans spans) {
        this.jobs = jobs;
        this.callbacks = callbacks;
        this.deliveries = deliveries;
        this.commits = commits;
        this.sender = sender;
        this.bulkhead = bulkhead;
        this.bodies = bodies;
        this.metrics = metrics;
        this.clock = clock;
        this.spans = spans;
    }

    /// Attempts a delivery, if it is still pending.
    ///
    /// @param cycle the cycle of the delivery that this attempt belongs to
    /// @return when to call again; empty if no attempt is left
    Optional<Instant> deliver(UUID id, int cycle) {
        Optional<Delivery> pending = findPending(id, cycle);
        Optional<Callback> callback = pending.flatMap(delivery -> callbacks.find(delivery.callbackId()));
        return callback.isEmpty() ? Optional.empty() : deliver(pending.orElseThrow(), callback.get());
    }

    private Optional<Delivery> findPending(UUID id, int cycle) {
        return deliveries
                .find(id)
                .filter(delivery -> delivery.state() == Delivery.State.PENDING && delivery.cycle() == cycle);
    }

    /// The call may be early: a process may have died after it recorded an attempt and before it scheduled the next
    /// one.
    private Optional<Instant> deliver(Delivery delivery, Callback callback) {
        Instant now = clock.instant();
        if (delivery.isEarlyAt(now)) {
            return Optional.ofNullable(delivery.nextAt());
        }
        if (callback.state() == Callback.State.DISABLED) {
            return record(DeliveryOutcome.disabled(delivery, now));
        }
        return withBody(delivery)
                .map(rendered -> attempt(rendered, callback))
                .orElseGet(() -> record(DeliveryOutcome.jobDeleted(delivery, now)));
    }

    /// If the job was deleted meanwhile, its deletion has stored the body.
    private Optional<Delivery> withBody(Delivery delivery) {
        if (!delivery.body().isEmpty()) {
            return Optional.of(delivery);
        }
        if (delivery.jobId() == null) {
            return Optional.of(delivery.withBody(bodies.renderPing(delivery)));
        }
        return jobs.find(delivery.jobId())
                .map(job -> delivery.withBody(bodies.render(delivery, job)))
                .or(() -> deliveries
                        .find(delivery.id())
                        .filter(stored -> !stored.body().isEmpty()));
    }

    private Optional<Instant> attempt(Delivery delivery, Callback callback) {
        URI url = URI.create(callback.url());
        Endpoint endpoint = Endpoint.of(callback);
        AtomicReference<@Nullable DeliveryOutcome> sent = new AtomicReference<>();
        bulkhead.run(endpoint, MAX_WAIT, () -> send(delivery, callback, url).ifPresent(sent::set));
        DeliveryOutcome outcome = sent.get();
        return outcome != null ? record(outcome) : Optional.of(later(endpoint));
    }

    private Optional<DeliveryOutcome> send(Delivery delivery, Callback callback, URI url) {
        Instant at = clock.instant();
        long start = System.nanoTime();
        try (OpenSpan span = spans.call("deliver " + delivery.event().wireName(), delivery.trace());
                var _ = LogContext.of(delivery.jobId(), span.context())) {
            Map<String, String> headers = headers(delivery, callback, at);
            TraceParent context = span.context();
            if (context != null) {
                headers.put(TraceParent.HEADER, context.toString());
            }
            Optional<DeliveryOutcome> outcome = sender.post(url, headers, delivery.body())
                    .map(answer ->
                            new DeliveryOutcome(delivery, at, Duration.ofNanos(System.nanoTime() - start), answer));
            report(span, delivery, url, outcome);
            return outcome;
        }
    }

    /// Reports only the host of the URL: the rest may contain secrets.
    private static void report(OpenSpan span, Delivery delivery, URI url, Optional<DeliveryOutcome> outcome) {
        DeliveryAttempt attempt = outcome.map(DeliveryOutcome::attempt).orElse(null);
        String failure = attempt == null ? "the service is stopping" : attempt.failure();
        span.tell("interleave.delivery.id", delivery.id());
        span.tell("interleave.delivery.attempt", delivery.attempts() + 1);
        span.tell("interleave.job.id", delivery.jobId());
        span.tell("server.address", url.getHost());
        span.tell("http.request.method", "POST");
        span.tell("http.response.status_code", attempt == null ? null : attempt.status());
        if (failure != null) {
            span.failed(failure);
        }
        log.debug(
                "Delivery {} of {} to {}: {}",
                delivery.id(),
                delivery.event().wireName(),
                url.getHost(),
                failure == null ? "delivered" : failure);
    }

    private static Map<String, String> headers(Delivery delivery, Callback callback, Instant at) {
        List<Secret> secrets = callback.secrets().active(at);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", delivery.webhookId());
        headers.put("webhook-timestamp", String.valueOf(at.getEpochSecond()));
        headers.put("webhook-signature", WebhookSigner.sign(delivery.webhookId(), at, delivery.body(), secrets));
        return headers;
    }

    private Optional<Instant> record(DeliveryOutcome outcome) {
        Delivery before = outcome.delivery();
        Delivery after = after(outcome);
        DeliveryAttempt attempt = outcome.attempt();
        boolean changed = commits.write(() -> {
            if (outcome.hasStatus(GONE)) {
                callbacks.disable(before.callbackId());
            }
            return deliveries.record(before, after, attempt);
        });
        metrics.attempted(after.state(), attempt.latency());
        return changed
                ? Optional.ofNullable(after.nextAt())
                : findPending(before.id(), before.cycle()).map(Delivery::nextAt);
    }

    private Delivery after(DeliveryOutcome outcome) {
        Delivery delivery = outcome.delivery();
        Instant now = clock.instant();
        if (outcome.isSuccess()) {
            return delivery.delivered(now);
        }
        if (outcome.isFinal()) {
            return delivery.exhausted(now);
        }
        return RetrySchedule.pause(delivery.failures() + 1, outcome.retryAfter(now), ThreadLocalRandom.current())
                .map(pause -> delivery.failed(now.plus(pause)))
                .orElseGet(() -> delivery.exhausted(now));
    }

    /// When to try again if the endpoint is busy or the service is stopping. Randomized, so that waiting deliveries
    /// do not come at the same time.
    private Instant later(Endpoint endpoint) {
        return clock.instant()
                .plusMillis(ThreadLocalRandom.current().nextLong(1_000, 5_000))
                .plus(bulkhead.plan(endpoint));
    }
}
