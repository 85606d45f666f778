package dev.interleave.job.jdbc;

import dev.interleave.job.JobListener;
import dev.interleave.job.JobQuotas;
import dev.interleave.job.ResourceRequest;
import dev.interleave.job.model.IdempotencyKey;
import dev.interleave.job.model.Job;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.store.GroupCommit;
import dev.interleave.store.SerializedWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Keeps new jobs, within the quotas of their owners. Thread-safe.
@Component
final class JobInserter {

    private record Insertion(List<Job> jobs, @Nullable IdempotencyKey key, Runnable alongside) {

        private String owner() {
            return jobs.getFirst().owner();
        }
    }

    /// @param inserted false if the key was there before
    /// @param refusal told outside of the transaction, so that the writes of others are not tried again
    private record Decision(boolean inserted, Optional<ProblemException> refusal) {}

    private final GroupCommit commits;
    private final SerializedWriter serializedWriter;
    private final JobQuotas quotas;
    private final JobQueries queries;
    private final JobUpdates writes;
    private final IdempotencyKeyTable keys;
    private final List<JobListener> listeners;
    private final GroupCommit.Together<Insertion, Boolean> unlimited = this::insertAll;
    private final GroupCommit.Together<Insertion, Decision> limited = this::insertWithinQuotas;

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
        Insertion insertion = new Insertion(jobs, key, alongside);
        if (!quotas.limit(insertion.owner())) {
            return commits.write(unlimited, insertion);
        }
        ResourceRequest resourceRequest = ResourceRequest.ofJobs(jobs);
        if (resourceRequest.queued() > 0) { // which was not known to whoever has asked before
            quotas.refusal(insertion.owner(), resourceRequest).ifPresent(JobInserter::refuse);
        }
        Decision decision = serializedWriter.write(limited, insertion);
        decision.refusal.ifPresent(JobInserter::refuse);
        return decision.inserted;
    }

    private List<Decision> insertWithinQuotas(List<Insertion> all) {
        List<Optional<ProblemException>> refusals =
                all.stream().map(this::refusal).toList();
        List<Insertion> accepted = IntStream.range(0, all.size())
                .filter(i -> refusals.get(i).isEmpty())
                .mapToObj(all::get)
                .toList();
        var inserted = insertAll(accepted).iterator();
        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Optional<ProblemException> refusal = refusals.get(i);
            decisions.add(refusal.isEmpty() ? new Decision(inserted.next(), refusal) : refused(all.get(i), refusal));
        }
        return decisions;
    }

    /// Jobs that are there already have what they need: a commit that was reported as failed was carried out.
    private Optional<ProblemException> refusal(Insertion insertion) {
        Optional<ProblemException> refusal = quotas.reserve(insertion.owner(), ResourceRequest.ofJobs(insertion.jobs));
        return refusal.isPresent()
                        && queries.find(insertion.jobs.getFirst().id()).isPresent()
                ? Optional.empty()
                : refusal;
    }

    /// Whoever was faster with the same key has what was asked for.
    private Decision refused(Insertion insertion, Optional<ProblemException> refusal) {
        boolean keyUsed = insertion.key != null && keys.find(insertion.key).isPresent();
        return new Decision(false, keyUsed ? Optional.empty() : refusal);
    }

    private List<Boolean> insertAll(List<Insertion> all) {
        List<Boolean> isNew = all.stream()
                .map(one -> one.key == null || keys.insert(one.key, one.jobs))
                .toList();
        List<Insertion> kept = IntStream.range(0, all.size())
                .filter(isNew::get)
                .mapToObj(all::get)
                .toList();
        List<Job> jobs = kept.stream().flatMap(one -> one.jobs.stream()).toList();
        if (jobs.isEmpty()) {
            return isNew;
        }
        writes.insert(jobs);
        kept.forEach(one -> one.alongside.run());
        tell(jobs);
        return isNew;
    }

    private void tell(List<Job> jobs) {
        List<Job> started = jobs.stream()
                .filter(job -> job.timeline().startedAt() != null)
                .map(Job::asStarted)
                .toList();
        List<Job> ended = jobs.stream().filter(job -> job.state().isFinal()).toList();
        if (!started.isEmpty() || !ended.isEmpty()) {
            listeners.forEach(listener -> listener.recorded(started, ended));
        }
    }

    private static void refuse(ProblemException refusal) {
        throw refusal;
    }
}
