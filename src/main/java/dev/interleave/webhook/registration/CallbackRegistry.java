package dev.interleave.webhook.registration;

import dev.interleave.job.JobIdGenerator;
import dev.interleave.job.JobStore;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobNotFoundException;
import dev.interleave.rest.json.JsonFields;
import dev.interleave.rest.json.JsonObject;
import dev.interleave.rest.problem.FieldError;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.store.GroupCommit;
import dev.interleave.webhook.Callback;
import dev.interleave.webhook.CallbackStore;
import dev.interleave.webhook.Delivery;
import dev.interleave.webhook.DeliveryQueue;
import dev.interleave.webhook.DeliveryStore;
import dev.interleave.webhook.delivery.DeliveryOutbox;
import dev.interleave.webhook.signing.Secret;
import dev.interleave.webhook.signing.SecretPair;
import dev.interleave.webhook.target.TargetValidator;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Registers callbacks, changes and tests them. Thread-safe.
@Component
public final class CallbackRegistry {

    /// How many callbacks a job may have.
    static final int MAX_PER_JOB = 20;

    /// How many callbacks there may be for all jobs.
    private static final int MAX_STANDING = 100;

    private final GroupCommit commits;
    private final CallbackStore callbacks;
    private final DeliveryStore deliveries;
    private final DeliveryQueue queue;
    private final DeliveryOutbox ledger;
    private final JobStore jobs;
    private final TargetValidator targetValidator;
    private final JobIdGenerator ids;
    private final InstantSource clock;

    CallbackRegistry(
            GroupCommit commits,
            CallbackStore callbacks,
            DeliveryStore deliveries,
            DeliveryQueue queue,
            DeliveryOutbox ledger,
            JobStore jobs,
            TargetValidator targetValidator,
            JobIdGenerator ids,
            InstantSource clock) {
        this.commits = commits;
        this.callbacks = callbacks;
        this.deliveries = deliveries;
        this.queue = queue;
        this.ledger = ledger;
        this.jobs = jobs;
        this.targetValidator = targetValidator;
        this.ids = ids;
        this.clock = clock;
    }

    /// Registers a callback. On a job that has ended, it is owed that at once.
    ///
    /// @param owner who asks
    /// @param jobId of a job, or null for all jobs
    /// @param body the request
    /// @return with its secret, durable
    /// @throws ProblemException if the request is wrong, or there are too many already
    /// @throws JobNotFoundException if there is no such job
    public Callback register(String owner, @Nullable UUID jobId, JsonObject body) {
        if (jobId != null) {
            requireJob(owner, jobId);
        }
        JsonFields fields = JsonFields.of(body);
        CallbackRequest request = CallbackRequest.read(fields);
        fields.throwIfInvalid();
        request.refusal(targetValidator, "/url").ifPresent(refusal -> {
            throw refused(List.of(refusal));
        });
        Callback callback = create(owner, jobId, request);
        commits.write(() -> {
            keep(callback);
            return null;
        });
        return callback;
    }

    /// @param owner who asks
    /// @param id of a callback
    /// @return the callback
    /// @throws ProblemException if there is none of that owner
    public Callback get(String owner, UUID id) {
        return callbacks.find(owner, id).orElseThrow(CallbackRegistry::notFound);
    }

    /// @param owner who asks
    /// @param jobId of a job, or null for those of all jobs
    /// @return the oldest first
    public List<Callback> list(String owner, @Nullable UUID jobId) {
        if (jobId != null) {
            requireJob(owner, jobId);
        }
        return callbacks.of(owner, jobId);
    }

    /// Forgets a callback, and what it is owed.
    ///
    /// @param owner who asks
    /// @param id of a callback
    public void delete(String owner, UUID id) {
        get(owner, id);
        if (!commits.write(() -> callbacks.delete(id))) {
            throw notFound();
        }
    }

    /// Gives a callback a new secret; the one before signs for another 24 hours.
    ///
    /// @param owner who asks
    /// @param id of a callback
    /// @return with the new secret, durable
    public Callback rotateSecret(String owner, UUID id) {
        Secret next = Secret.random();
        return commits.write(() -> {
            Callback rotated = get(owner, id).rotated(next, clock.instant());
            callbacks.updateSecrets(rotated);
            return rotated;
        });
    }

    /// Owes a callback a test event.
    ///
    /// @param owner who asks
    /// @param id of a callback
    /// @return the delivery
    public Delivery test(String owner, UUID id) {
        return commits.write(() -> ledger.ping(get(owner, id)));
    }

    /// Has a delivery made again, with the same body and `webhook-id`: at once if it waits for its next try,
    /// and once more if it is being tried right now.
    ///
    /// @param owner who asks
    /// @param id of a delivery
    /// @return owed
    public Delivery redeliver(String owner, UUID id) {
        return commits.write(() -> {
            Delivery known = deliveries.find(owner, id).orElseThrow(CallbackRegistry::notFound);
            Callback callback = get(owner, known.callbackId());
            Delivery again = known.redelivered(clock.instant());
            if (deliveries.reopen(again)) {
                queue.schedule(List.of(again), List.of(callback));
            }
            return again;
        });
    }

    Callback create(String owner, @Nullable UUID jobId, CallbackRequest request) {
        return new Callback(
                ids.next(),
                owner,
                jobId,
                request.url(),
                request.events(),
                Callback.State.ACTIVE,
                SecretPair.of(request.secret()),
                clock.instant());
    }

    static ProblemException refused(List<FieldError> refusals) {
        return new ProblemException(
                ProblemType.CALLBACK_URL_REFUSED,
                "The callback URL " + refusals.getFirst().detail() + ".",
                refusals);
    }

    /// The job is locked first: if it ends just now, either its end sees the callback, or the callback sees its
    /// end.
    private void keep(Callback callback) {
        String owner = callback.owner();
        UUID jobId = callback.jobId();
        if (jobId == null) {
            requireRoom(owner, null);
            callbacks.insert(List.of(callback));
            return;
        }
        Job job = jobs.lock(jobId)
                .filter(found -> found.owner().equals(owner))
                .orElseThrow(() -> new JobNotFoundException(jobId));
        requireRoom(owner, jobId);
        callbacks.insert(List.of(callback));
        ledger.catchUp(callback, job);
    }

    private void requireRoom(String owner, @Nullable UUID jobId) {
        int limit = jobId == null ? MAX_STANDING : MAX_PER_JOB;
        if (callbacks.of(owner, jobId).size() >= limit) {
            throw new ProblemException(
                    ProblemType.INVALID_INPUT,
                    "There are " + limit + " callbacks already, and no more are taken. Delete one of them first.");
        }
    }

    private void requireJob(String owner, UUID jobId) {
        if (!jobs.isOwnedBy(jobId, owner)) {
            throw new JobNotFoundException(jobId);
        }
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is nothing with this id, or no longer.");
    }
}
