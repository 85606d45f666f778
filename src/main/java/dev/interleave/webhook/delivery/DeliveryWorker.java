package dev.interleave.webhook.delivery;

import dev.interleave.job.model.TraceParent;
import dev.interleave.store.GroupCommit;
import dev.interleave.tracing.LogContext;
import dev.interleave.tracing.OpenSpan;
import dev.interleave.tracing.Spans;
import dev.interleave.webhook.Callback;
import dev.interleave.webhook.CallbackStore;
import dev.interleave.webhook.Delivery;
import dev.interleave.webhook.DeliveryAttempt;
import dev.interleave.webhook.DeliveryStore;
import dev.interleave.webhook.signing.WebhookSigner;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Makes one try of one delivery, and records what came of it. Thread-safe.
@Component
final class DeliveryWorker {

    private static final Logger log = LoggerFactory.getLogger(DeliveryWorker.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int GONE = 410;

    private final CallbackStore callbacks;
    private final DeliveryStore deliveries;
    private final GroupCommit commits;
    private final WebhookSender webhookSender;
    private final EndpointBulkhead slots;
    private final DeliveryMetrics metrics;
    private final InstantSource clock;
    private final Spans spans;

    DeliveryWorker(
            CallbackStore callbacks,
            DeliveryStore deliveries,
            GroupCommit commits,
            WebhookSender webhookSender,
            EndpointBulkhead slots,
            DeliveryMetrics metrics,
            InstantSource clock,
            Spans spans) {
        this.callbacks = callbacks;
        this.deliveries = deliveries;
        this.commits = commits;
        this.webhookSender = webhookSender;
        this.slots = slots;
        this.metrics = metrics;
        this.clock = clock;
        this.spans = spans;
    }

    /// Tries a delivery, if it is still owed.
    ///
    /// @param id of the delivery
    /// @param cycle which of its rounds of tries is meant
    /// @return when to call again, or empty if there is nothing left to do
    Optional<Instant> deliver(UUID id, int cycle) {
        Optional<Delivery> owed = owed(id, cycle);
        Optional<Callback> callback = owed.flatMap(delivery -> callbacks.find(delivery.callbackId()));
        return callback.isEmpty() ? Optional.empty() : deliver(owed.orElseThrow(), callback.get());
    }

    private Optional<Delivery> owed(UUID id, int cycle) {
        return deliveries
                .find(id)
                .filter(delivery -> delivery.state() == Delivery.State.OWED && delivery.cycle() == cycle);
    }

    /// It may be early: a process may have died after it had recorded a try, and before it put off the next
    /// one.
    private Optional<Instant> deliver(Delivery delivery, Callback callback) {
        if (delivery.isEarlyAt(clock.instant())) {
            return Optional.ofNullable(delivery.nextAt());
        }
        if (callback.state() == Callback.State.DISABLED) {
            return conclude(delivery, DeliveryOutcome.disabled(delivery, clock.instant()));
        }
        URI url = URI.create(callback.url());
        AtomicReference<@Nullable DeliveryOutcome> deliveryOutcome = new AtomicReference<>();
        String host = EndpointBulkhead.host(callback.url());
        slots.use(host, PATIENCE, () -> attempt(delivery, callback, url).ifPresent(deliveryOutcome::set));
        DeliveryOutcome result = deliveryOutcome.get();
        return result != null ? conclude(delivery, result) : Optional.of(shortly(host));
    }

    private Optional<DeliveryOutcome> attempt(Delivery delivery, Callback callback, URI url) {
        Instant at = clock.instant();
        long start = System.nanoTime();
        try (OpenSpan span = spans.call("deliver " + delivery.event().wireName(), delivery.trace());
                var _ = LogContext.of(delivery.jobId(), span.context())) {
            Map<String, String> headers = headers(delivery, callback, at);
            TraceParent context = span.context();
            if (context != null) {
                headers.put(TraceParent.HEADER, context.toString());
            }
            Optional<DeliveryOutcome> deliveryOutcome = webhookSender
                    .post(url, headers, delivery.body())
                    .map(answer ->
                            new DeliveryOutcome(delivery, at, Duration.ofNanos(System.nanoTime() - start), answer));
            tell(span, delivery, url, deliveryOutcome);
            return deliveryOutcome;
        }
    }

    /// Of the URL only the host: the rest may have secrets in it.
    private static void tell(OpenSpan span, Delivery delivery, URI url, Optional<DeliveryOutcome> deliveryOutcome) {
        DeliveryAttempt deliveryAttempt =
                deliveryOutcome.map(DeliveryOutcome::attempt).orElse(null);
        String failure = deliveryAttempt == null ? "the service stops" : deliveryAttempt.failure();
        span.tell("interleave.delivery.id", delivery.id());
        span.tell("interleave.delivery.attempt", delivery.attempts() + 1);
        span.tell("interleave.job.id", delivery.jobId());
        span.tell("server.address", url.getHost());
        span.tell("http.request.method", "POST");
        span.tell("http.response.status_code", deliveryAttempt == null ? null : deliveryAttempt.status());
        if (failure != null) {
            span.failed(failure);
        }
        log.debug(
                "delivery {} of {} to {}: {}",
                delivery.id(),
                delivery.event().wireName(),
                url.getHost(),
                failure == null ? "made" : failure);
    }

    private static Map<String, String> headers(Delivery delivery, Callback callback, Instant at) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", delivery.webhookId());
        headers.put("webhook-timestamp", String.valueOf(at.getEpochSecond()));
        headers.put(
                "webhook-signature",
                WebhookSigner.sign(
                        delivery.webhookId(),
                        at,
                        delivery.body(),
                        callback.secrets().active(at)));
        return headers;
    }

    private Optional<Instant> conclude(Delivery delivery, DeliveryOutcome deliveryOutcome) {
        Delivery after = after(delivery, deliveryOutcome);
        DeliveryAttempt deliveryAttempt = deliveryOutcome.attempt();
        boolean recorded = commits.write(() -> {
            if (deliveryOutcome.hasStatus(GONE)) {
                callbacks.disable(delivery.callbackId());
            }
            return deliveries.record(delivery, after, deliveryAttempt);
        });
        metrics.attempted(after.state(), deliveryAttempt.latency());
        return recorded
                ? Optional.ofNullable(after.nextAt())
                : owed(delivery.id(), delivery.cycle()).map(Delivery::nextAt);
    }

    private Delivery after(Delivery delivery, DeliveryOutcome deliveryOutcome) {
        Instant now = clock.instant();
        if (deliveryOutcome.isSuccess()) {
            return delivery.delivered(now);
        }
        if (deliveryOutcome.isFinal()) {
            return delivery.exhausted(now);
        }
        return RetrySchedule.pause(delivery.failures() + 1, deliveryOutcome.wish(now), ThreadLocalRandom.current())
                .map(pause -> delivery.failed(now.plus(pause)))
                .orElseGet(() -> delivery.exhausted(now));
    }

    /// When a receiver has its hands full, or the service stops; spread, so that those who wait do not come
    /// together.
    private Instant shortly(String host) {
        return clock.instant()
                .plusMillis(ThreadLocalRandom.current().nextLong(1_000, 5_000))
                .plus(slots.plan(host));
    }
}
