package dev.interleave.webhook.delivery;

import dev.interleave.job.JobIdGenerator;
import dev.interleave.job.JobListener;
import dev.interleave.job.model.Job;
import dev.interleave.store.GroupCommit;
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
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Writes deliveries in the transaction that changes their jobs, so that a crash cannot lose the event of a
/// recorded change. Thread-safe.
///
/// The transaction does not render bodies, see [EventBodyWriter].
@Component
public final class DeliveryOutbox implements JobListener {

    private final CallbackStore callbacks;
    private final DeliveryStore deliveries;
    private final DeliveryQueue queue;
    private final EventBodyWriter bodies;
    private final GroupCommit commits;
    private final JobIdGenerator ids;
    private final InstantSource clock;
    private final RequestTrace request;
    private final Spans spans;

    DeliveryOutbox(
            CallbackStore callbacks,
            DeliveryStore deliveries,
            DeliveryQueue queue,
            EventBodyWriter bodies,
            GroupCommit commits,
            JobIdGenerator ids,
            InstantSource clock,
            RequestTrace request,
            Spans spans) {
        this.callbacks = callbacks;
        this.deliveries = deliveries;
        this.queue = queue;
        this.bodies = bodies;
        this.commits = commits;
        this.ids = ids;
        this.clock = clock;
        this.request = request;
        this.spans = spans;
    }

    @Override
    public void recorded(Collection<Job> started, Collection<Job> ended) {
        Map<UUID, Job> changed = new LinkedHashMap<>();
        Stream.concat(started.stream(), ended.stream()).forEach(job -> changed.putIfAbsent(job.id(), job));
        List<Callback> active = changed.isEmpty() ? List.of() : callbacks.activeFor(changed.values());
        if (active.isEmpty()) {
            return;
        }
        List<Delivery> pending = new ArrayList<>(deliveries(active, started, _ -> Optional.of(EventType.JOB_STARTED)));
        pending.addAll(deliveries(active, ended, job -> EventType.ofFinalState(job.state())));
        insert(pending, active);
    }

    /// Stores the bodies of deliveries that have not been attempted yet: later, they could not be rendered.
    @Override
    public void beforeDeletion(Collection<Job> jobs) {
        Map<UUID, Job> byId = new LinkedHashMap<>();
        jobs.forEach(job -> byId.put(job.id(), job));
        List<Delivery> rendered = new ArrayList<>();
        for (Delivery delivery : deliveries.findWithoutBody(byId.keySet())) {
            Job job = Objects.requireNonNull(byId.get(delivery.jobId()));
            rendered.add(delivery.withBody(bodies.render(delivery, job)));
        }
        if (!rendered.isEmpty()) {
            commits.write(() -> {
                rendered.forEach(deliveries::saveBody);
                return true;
            });
        }
    }

    /// Writes the delivery of the last event of a job to a new callback, if the job has finished. Uses the current
    /// transaction.
    public void catchUp(Callback callback, Job job) {
        Instant now = clock.instant();
        EventType.ofFinalState(job.state())
                .filter(event -> callback.receives(event, job))
                .ifPresent(event -> insert(List.of(delivery(callback, event, job, now)), List.of(callback)));
    }

    /// Writes the delivery of a test event. Uses the current transaction.
    ///
    /// @param id of the new delivery
    public Delivery ping(Callback callback, UUID id) {
        Delivery ping = Delivery.pending(id, callback.id(), null, EventType.PING, clock.instant(), request.trace());
        insert(List.of(ping), List.of(callback));
        return ping;
    }

    private List<Delivery> deliveries(
            List<Callback> active, Collection<Job> jobs, Function<Job, Optional<EventType>> eventOf) {
        Map<Optional<UUID>, List<Callback>> byJob =
                active.stream().collect(Collectors.groupingBy(callback -> Optional.ofNullable(callback.jobId())));
        Instant now = clock.instant();
        List<Delivery> pending = new ArrayList<>();
        for (Job job : jobs) {
            EventType event = eventOf.apply(job).orElseThrow();
            Stream.of(Optional.of(job.id()), Optional.<UUID>empty())
                    .flatMap(target -> byJob.getOrDefault(target, List.of()).stream())
                    .filter(callback -> callback.receives(event, job))
                    .forEach(callback -> pending.add(delivery(callback, event, job, now)));
        }
        return pending;
    }

    private void insert(List<Delivery> pending, List<Callback> to) {
        if (!pending.isEmpty()) {
            queue.schedule(deliveries.insert(pending), to);
        }
    }

    private Delivery delivery(Callback callback, EventType event, Job job, Instant now) {
        return Delivery.pending(ids.next(), callback.id(), job.id(), event, now, spans.of(job));
    }
}
