package dev.interleave.job.jdbc;

import dev.interleave.job.JobListener;
import dev.interleave.job.JobQuotas;
import dev.interleave.job.model.IdempotencyKey;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.QuotaExceededException;
import dev.interleave.store.GroupCommit;
import dev.interleave.store.SerializedWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Inserts new jobs within the quotas of their owners. Thread-safe.
@Component
final class JobInserter {

    private record Insertion(
            List<Job> jobs,
            @Nullable IdempotencyKey key,
            Runnable alongside,
            JobQuotas.@Nullable Reservation reservation) {}

    /// @param inserted false if the idempotency key was stored before
    /// @param refusal thrown outside of the transaction, so that the other insertions of the transaction are not
    ///     repeated
    private record Decision(boolean inserted, @Nullable QuotaExceededException refusal) {}

    private final GroupCommit commits;
    private final SerializedWriter serializedWriter;
    private final JobQuotas quotas;
    private final JobQueries queries;
    private final JobUpdates writes;
    private final IdempotencyKeyTable keys;
    private final List<JobListener> listeners;
    private final GroupCommit.BatchOperation<Insertion, Boolean> unlimited = this::insertAll;
    private final GroupCommit.BatchOperation<Insertion, Decision> limited = this::insertWithinQuotas;

    JobInserter(
            GroupCommit commits,
            SerializedWriter serializedWriter,
            JobQuotas quotas,
            JobQueries queries,
            JobUpdates writes,
            IdempotencyKeyTable keys,
            List<JobListener> listeners) {
        this.commits = commits;
        this.serializedWriter = serializedWriter;
        this.quotas = quotas;
        this.queries = queries;
        this.writes = writes;
        this.keys = keys;
        this.listeners = listeners;
    }

    /// As [dev.interleave.job.JobStore#insert].
    boolean insert(List<Job> jobs, @Nullable IdempotencyKey key, Runnable alongside) {
        JobQuotas.Reservation reservation =
                quotas.reservation(jobs.getFirst().owner(), jobs).orElse(null);
        Insertion insertion = new Insertion(jobs, key, alongside, reservation);
        if (reservation == null) {
            return commits.write(unlimited, insertion);
        }
        Decision decision = serializedWriter.write(limited, insertion);
        if (decision.refusal != null) {
            throw decision.refusal;
        }
        return decision.inserted;
    }

    private List<Decision> insertWithinQuotas(List<Insertion> all) {
        List<Optional<QuotaExceededException>> refusals =
                all.stream().map(this::refusal).toList();
        List<Insertion> accepted = IntStream.range(0, all.size())
                .filter(i -> refusals.get(i).isEmpty())
                .mapToObj(all::get)
                .toList();
        var inserted = insertAll(accepted).iterator();
        return refusals.stream()
                .map(refusal ->
                        refusal.map(e -> new Decision(false, e)).orElseGet(() -> new Decision(inserted.next(), null)))
                .toList();
    }

    /// A refusal does not count if the jobs are stored already, because a commit that was reported as failed
    /// took place, or if another request with the same idempotency key has stored its jobs: then [#insertAll]
    /// inserts nothing.
    private Optional<QuotaExceededException> refusal(Insertion insertion) {
        try {
            Objects.requireNonNull(insertion.reservation).claim();
            return Optional.empty();
        } catch (QuotaExceededException e) {
            boolean isStored = queries.find(insertion.jobs.getFirst().id()).isPresent()
                    || (insertion.key != null && keys.find(insertion.key).isPresent());
            return isStored ? Optional.empty() : Optional.of(e);
        }
    }

    private List<Boolean> insertAll(List<Insertion> all) {
        List<Boolean> isNew = all.stream()
                .map(insertion -> insertion.key == null || keys.insert(insertion.key, insertion.jobs))
                .toList();
        List<Insertion> inserted = IntStream.range(0, all.size())
                .filter(isNew::get)
                .mapToObj(all::get)
                .toList();
        List<Job> jobs =
                inserted.stream().flatMap(insertion -> insertion.jobs.stream()).toList();
        if (jobs.isEmpty()) {
            return isNew;
        }
        writes.insert(jobs);
        inserted.forEach(insertion -> insertion.alongside.run());
        notifyListeners(jobs);
        return isNew;
    }

    private void notifyListeners(List<Job> jobs) {
        List<Job> started = jobs.stream()
                .filter(job -> job.timestamps().startedAt() != null)
                .map(Job::asStarted)
                .toList();
        List<Job> ended = jobs.stream().filter(job -> job.state().isFinal()).toList();
        if (!started.isEmpty() || !ended.isEmpty()) {
            listeners.forEach(listener -> listener.recorded(started, ended));
        }
    }
}
