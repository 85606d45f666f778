package dev.interleave.webhook.delivery;

import dev.interleave.job.JobIdGenerator;
import dev.interleave.job.JobListener;
import dev.interleave.job.model.Job;
import dev.interleave.tracing.RequestTrace;
import dev.interleave.tracing.Spans;
import dev.interleave.webhook.Callback;
import dev.interleave.webhook.CallbackStore;
import dev.interleave.webhook.Delivery;
import dev.interleave.webhook.DeliveryQueue;
import dev.interleave.webhook.DeliveryStore;
import dev.interleave.webhook.EventType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Writes down what is owed, in the transaction that changes the jobs: there is no moment at which a job has
/// ended and its deliveries could be forgotten. Thread-safe.
@Component
public final class DeliveryOutbox implements JobListener {

    /// Whom a standing callback hears of.
    private static final String ALL = String.valueOf((Object) null);

    private final CallbackStore callbacks;
    private final DeliveryStore deliveries;
    private final DeliveryQueue queue;
    private final EventBodyWriter bodies;
    private final JobIdGenerator ids;
    private final InstantSource clock;
    private final RequestTrace request;
    private final Spans spans;

    DeliveryOutbox(
            CallbackStore callbacks,
            DeliveryStore deliveries,
            DeliveryQueue queue,
            EventBodyWriter bodies,
            JobIdGenerator ids,
            InstantSource clock,
            RequestTrace request,
            Spans spans) {
        this.callbacks = callbacks;
        this.deliveries = deliveries;
        this.queue = queue;
        this.bodies = bodies;
        this.ids = ids;
        this.clock = clock;
        this.request = request;
        this.spans = spans;
    }

    @Override
    public void recorded(Collection<Job> started, Collection<Job> ended) {
        Map<UUID, Job> concerned = new LinkedHashMap<>();
        Stream.concat(started.stream(), ended.stream()).forEach(job -> concerned.putIfAbsent(job.id(), job));
        List<Callback> wanting = concerned.isEmpty() ? List.of() : callbacks.activeFor(concerned.values());
        if (!wanting.isEmpty()) {
            List<Delivery> owed = new ArrayList<>(owed(wanting, started, _ -> Optional.of(EventType.JOB_STARTED)));
            owed.addAll(owed(wanting, ended, job -> EventType.ofEnd(job.state())));
            enter(owed, wanting);
        }
    }

    /// Owes a callback the end of its job, if that is over.
    public void catchUp(Callback callback, Job job) {
        Instant now = clock.instant();
        EventType.ofEnd(job.state())
                .filter(event -> callback.hearsOf(job, event))
                .map(event -> delivery(callback, event, job, bodies.of(event, job, now), now))
                .ifPresent(delivery -> enter(List.of(delivery), List.of(callback)));
    }

    public Delivery ping(Callback callback) {
        Instant now = clock.instant();
        Delivery ping = Delivery.owed(
                ids.next(), callback.id(), null, EventType.PING, bodies.ping(callback, now), now, request.trace());
        enter(List.of(ping), List.of(callback));
        return ping;
    }

    private List<Delivery> owed(
            List<Callback> wanting, Collection<Job> jobs, Function<Job, Optional<EventType>> eventOf) {
        Map<String, List<Callback>> byJob =
                wanting.stream().collect(Collectors.groupingBy(callback -> String.valueOf(callback.jobId())));
        Instant now = clock.instant();
        List<Delivery> owed = new ArrayList<>();
        for (Job job : jobs) {
            EventType event = eventOf.apply(job).orElseThrow();
            List<Callback> listeners = Stream.of(job.id().toString(), ALL)
                    .flatMap(of -> byJob.getOrDefault(of, List.of()).stream())
                    .filter(callback -> callback.hearsOf(job, event))
                    .toList();
            if (!listeners.isEmpty()) {
                String body = bodies.of(event, job, now);
                listeners.forEach(callback -> owed.add(delivery(callback, event, job, body, now)));
            }
        }
        return owed;
    }

    private void enter(List<Delivery> owed, List<Callback> to) {
        if (!owed.isEmpty()) {
            queue.schedule(deliveries.insert(owed), to);
        }
    }

    private Delivery delivery(Callback callback, EventType event, Job job, String body, Instant now) {
        return Delivery.owed(ids.next(), callback.id(), job.id(), event, body, now, spans.of(job));
    }
}
