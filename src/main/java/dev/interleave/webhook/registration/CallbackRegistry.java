package dev.interleave.webhook.registration;

import dev.interleave.job.JobIdGenerator;
import dev.interleave.job.JobStore;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobNotFoundException;
import dev.interleave.store.GroupCommit;
import dev.interleave.webhook.Callback;
import dev.interleave.webhook.CallbackStore;
import dev.interleave.webhook.Delivery;
import dev.interleave.webhook.DeliveryQueue;
import dev.interleave.webhook.DeliveryStore;
import dev.interleave.webhook.delivery.DeliveryOutbox;
import dev.interleave.webhook.signing.Secret;
import dev.interleave.webhook.target.CallbackUrl;
import dev.interleave.webhook.target.TargetValidator;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Registers, changes and deletes the callbacks of an owner. Thread-safe.
///
/// Methods that write return once the change is durable. An id of another owner is treated as unknown.
@Component
public final class CallbackRegistry {

    /// Maximum number of callbacks of a job.
    public static final int MAX_PER_JOB = 20;

    /// Maximum number of standing callbacks of an owner.
    private static final int MAX_STANDING = 100;

    private final GroupCommit commits;
    private final CallbackStore callbacks;
    private final DeliveryStore deliveries;
    private final DeliveryQueue queue;
    private final DeliveryOutbox outbox;
    private final JobStore jobs;
    private final TargetValidator targets;
    private final JobIdGenerator ids;
    private final InstantSource clock;

    CallbackRegistry(
            GroupCommit commits,
            CallbackStore callbacks,
            DeliveryStore deliveries,
            DeliveryQueue queue,
            DeliveryOutbox outbox,
            JobStore jobs,
            TargetValidator targets,
            JobIdGenerator ids,
            InstantSource clock) {
        this.commits = commits;
        this.callbacks = callbacks;
        this.deliveries = deliveries;
        this.queue = queue;
        this.outbox = outbox;
        this.jobs = jobs;
        this.targets = targets;
        this.ids = ids;
        this.clock = clock;
    }

    /// Registers a callback. If the job has finished, its last event is sent at once. May block for DNS.
    ///
    /// @param jobId the job, or null for a standing callback
    /// @param alongside gets the id of the callback in the transaction that stores it
    /// @return the callback with its secret
    /// @throws JobNotFoundException if the owner has no such job
    /// @throws CallbackException if the URL is refused or the maximum number of callbacks is reached
    public Callback register(
            String owner, @Nullable UUID jobId, CallbackRegistration registration, Consumer<UUID> alongside) {
        requireJob(owner, jobId);
        requireAllowed(registration.url());
        Callback callback = registration.toCallback(ids.next(), owner, jobId, clock.instant());
        commits.write(() -> {
            alongside.accept(callback.id());
            insert(callback);
            return true;
        });
        return callback;
    }

    /// Checks the target of a callback. May block for DNS.
    ///
    /// @throws CallbackException.UrlRefused if events must not be sent there
    public void requireAllowed(String url) {
        try {
            targets.check(url);
        } catch (CallbackUrl.RefusedException e) {
            throw new CallbackException.UrlRefused(Objects.requireNonNull(e.getMessage()));
        }
    }

    /// @return the callback, if the owner has it
    public Optional<Callback> find(String owner, UUID id) {
        return callbacks.find(owner, id);
    }

    /// @throws CallbackException.NotFound if the owner has no such callback
    public Callback get(String owner, UUID id) {
        return callbacks.find(owner, id).orElseThrow(() -> new CallbackException.NotFound("callback"));
    }

    /// @param jobId a job, or null for the standing callbacks
    /// @return oldest first
    /// @throws JobNotFoundException if the owner has no such job
    public List<Callback> list(String owner, @Nullable UUID jobId) {
        requireJob(owner, jobId);
        return callbacks.list(owner, jobId);
    }

    /// @param scope a job or a callback
    /// @throws JobNotFoundException if the owner has no such job
    /// @throws CallbackException.NotFound if the owner has no such callback
    public void requireScope(String owner, DeliveryStore.Scope scope) {
        if (scope.callbackId() != null) {
            get(owner, scope.callbackId());
        }
        requireJob(owner, scope.jobId());
    }

    /// Deletes a callback and all of its deliveries.
    ///
    /// @throws CallbackException.NotFound if the owner has no such callback
    public void delete(String owner, UUID id) {
        get(owner, id);
        if (!commits.write(() -> callbacks.delete(id))) {
            throw new CallbackException.NotFound("callback");
        }
    }

    /// Gives a callback a new secret. The previous one signs for another 24 hours.
    ///
    /// @param alongside gets the id of the callback in the transaction that stores the secret
    /// @return the callback with its new secret
    /// @throws CallbackException.NotFound if the owner has no such callback
    public Callback rotateSecret(String owner, UUID id, Consumer<UUID> alongside) {
        Secret next = Secret.random();
        return commits.write(() -> {
            alongside.accept(id);
            Callback rotated = get(owner, id).rotated(next, clock.instant());
            callbacks.updateSecrets(rotated);
            return rotated;
        });
    }

    /// Sends a test event to a callback.
    ///
    /// @param alongside gets the id of the delivery in the transaction that stores it
    /// @return the pending delivery
    /// @throws CallbackException.NotFound if the owner has no such callback
    public Delivery test(String owner, UUID id, Consumer<UUID> alongside) {
        UUID deliveryId = ids.next();
        return commits.write(() -> {
            alongside.accept(deliveryId);
            return outbox.ping(get(owner, id), deliveryId);
        });
    }

    /// Sends a delivery again, with the same body and `webhook-id`. Skips the wait for the next attempt; if an
    /// attempt is under way, another one follows.
    ///
    /// @param alongside gets the id of the delivery in the transaction that changes it
    /// @return the pending delivery
    /// @throws CallbackException.NotFound if the owner has no such delivery
    public Delivery redeliver(String owner, UUID id, Consumer<UUID> alongside) {
        return commits.write(() -> {
            alongside.accept(id);
            Delivery delivery =
                    deliveries.find(owner, id).orElseThrow(() -> new CallbackException.NotFound("delivery"));
            Callback callback = get(owner, delivery.callbackId());
            Delivery redelivered = delivery.redelivered(clock.instant());
            if (deliveries.reopen(redelivered)) {
                queue.schedule(List.of(redelivered), List.of(callback));
            }
            return redelivered;
        });
    }

    /// Locks the job first. If it finishes concurrently, either the writer of its end sees the callback, or this
    /// method sees the end.
    private void insert(Callback callback) {
        String owner = callback.owner();
        UUID jobId = callback.jobId();
        if (jobId == null) {
            requireBelow(MAX_STANDING, callbacks.list(owner, null));
            callbacks.insert(List.of(callback));
            return;
        }
        Job job = jobs.lock(jobId)
                .filter(found -> found.owner().equals(owner))
                .orElseThrow(() -> new JobNotFoundException(jobId));
        requireBelow(MAX_PER_JOB, callbacks.list(owner, jobId));
        callbacks.insert(List.of(callback));
        outbox.catchUp(callback, job);
    }

    private static void requireBelow(int limit, List<Callback> registered) {
        if (registered.size() >= limit) {
            throw new CallbackException.LimitReached(limit);
        }
    }

    private void requireJob(String owner, @Nullable UUID jobId) {
        if (jobId != null && !jobs.isOwnedBy(jobId, owner)) {
            throw new JobNotFoundException(jobId);
        }
    }
}
