package dev.interleave.quota.usage;

import dev.interleave.job.JobQuotas;
import dev.interleave.job.OwnerUsage;
import dev.interleave.job.ResourceRequest;
import dev.interleave.quota.limits.Limit;
import dev.interleave.quota.limits.Limits;
import dev.interleave.rest.problem.ProblemException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/// Holds submissions to the quotas of their owners. Thread-safe.
///
/// The numbers of jobs and the room for results are exact: they are looked at in the transaction that keeps the
/// jobs, one such transaction after the other. The loop's time is looked at before: a job that was accepted
/// goes on, whatever its owner has used meanwhile.
@Component
final class QuotaEnforcer implements JobQuotas {

    static final Set<Limit> NUMBERS = EnumSet.of(Limit.JOBS_IN_FLIGHT, Limit.QUEUED_JOBS);

    private static final Set<Limit> EXACT = EnumSet.of(Limit.JOBS_IN_FLIGHT, Limit.QUEUED_JOBS, Limit.STORED_RESULTS);

    private record Excess(QuotaUsage quotaUsage, long asked) {}

    private final Quotas quotas;
    private final QuotaStore store;
    private final OwnerUsage holdings;
    private final StorageUsage results;
    private final QuotaProblems quotaProblems;

    QuotaEnforcer(
            Quotas quotas, QuotaStore store, OwnerUsage holdings, StorageUsage results, QuotaProblems quotaProblems) {
        this.quotas = quotas;
        this.store = store;
        this.holdings = holdings;
        this.results = results;
        this.quotaProblems = quotaProblems;
    }

    @Override
    public boolean limit(String owner) {
        return quotas.limits(owner).concernJobs();
    }

    @Override
    public Optional<ProblemException> refusal(String owner, ResourceRequest resourceRequest) {
        return tooMuchLoopTime(owner)
                .or(() -> tooMany(owner, resourceRequest, () -> holdings.jobs(owner)))
                .or(() -> tooLarge(owner, resourceRequest, results::used)
                        .flatMap(_ -> tooLarge(owner, resourceRequest, results::usedNow)))
                .map(this::refuse);
    }

    @Override
    public Optional<ProblemException> reserve(String owner, ResourceRequest resourceRequest) {
        Limits limits = quotas.limits(owner);
        if (!limits.haveAnyOf(EXACT)) {
            return Optional.empty();
        }
        store.lock();
        Optional<Excess> excess = tooMany(owner, resourceRequest, () -> store.lockedJobs(owner))
                .or(() -> tooLarge(owner, resourceRequest, results::used));
        if (excess.isEmpty()) {
            store.accepted(owner, resourceRequest);
            if (limits.amount(Limit.STORED_RESULTS) != null) {
                store.addReservedBytes(owner, resourceRequest.bytes());
            }
        }
        return excess.map(this::refuse);
    }

    private Optional<Excess> tooMuchLoopTime(String owner) {
        return quotas.ofLoopTime(owner)
                .filter(quotaUsage -> quotaUsage.remaining() == 0)
                .map(quotaUsage -> new Excess(quotaUsage, 0));
    }

    private Optional<Excess> tooMany(String owner, ResourceRequest resourceRequest, Supplier<OwnerUsage.Jobs> held) {
        Limits limits = quotas.limits(owner);
        if (!limits.haveAnyOf(NUMBERS)) {
            return Optional.empty();
        }
        return Quotas.ofNumbers(limits, held.get()).stream()
                .map(quotaUsage -> new Excess(
                        quotaUsage,
                        quotaUsage.limit() == Limit.QUEUED_JOBS ? resourceRequest.queued() : resourceRequest.jobs()))
                .filter(QuotaEnforcer::isTooMuch)
                .findFirst();
    }

    private Optional<Excess> tooLarge(String owner, ResourceRequest resourceRequest, ToLongFunction<String> used) {
        Long quota = quotas.limits(owner).amount(Limit.STORED_RESULTS);
        return quota == null
                ? Optional.empty()
                : Optional.of(new Excess(
                                quotas.ofResults(owner, quota, used.applyAsLong(owner)), resourceRequest.bytes()))
                        .filter(QuotaEnforcer::isTooMuch);
    }

    /// Whoever has more waiting than allowed, because running jobs were paused, may not submit what would run
    /// at once either.
    private static boolean isTooMuch(Excess excess) {
        return excess.quotaUsage.used() + excess.asked > excess.quotaUsage.quota();
    }

    private ProblemException refuse(Excess excess) {
        return quotaProblems.of(excess.quotaUsage, excess.asked);
    }
}
