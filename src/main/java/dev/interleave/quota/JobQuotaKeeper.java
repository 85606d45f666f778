package dev.interleave.quota;

import dev.interleave.job.Demand;
import dev.interleave.job.JobQuotas;
import dev.interleave.job.OwnerHoldings;
import dev.interleave.rest.ProblemException;
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
final class JobQuotaKeeper implements JobQuotas {

    static final Set<Limit> NUMBERS = EnumSet.of(Limit.JOBS_IN_FLIGHT, Limit.QUEUED_JOBS);

    private static final Set<Limit> EXACT = EnumSet.of(Limit.JOBS_IN_FLIGHT, Limit.QUEUED_JOBS, Limit.STORED_RESULTS);

    private record Excess(Standing standing, long asked) {}

    private final Quotas quotas;
    private final QuotaStore store;
    private final OwnerHoldings holdings;
    private final StoredResults results;
    private final Refusals refusals;

    JobQuotaKeeper(Quotas quotas, QuotaStore store, OwnerHoldings holdings, StoredResults results, Refusals refusals) {
        this.quotas = quotas;
        this.store = store;
        this.holdings = holdings;
        this.results = results;
        this.refusals = refusals;
    }

    @Override
    public boolean limit(String owner) {
        return quotas.limits(owner).concernJobs();
    }

    @Override
    public Optional<ProblemException> refusal(String owner, Demand demand) {
        return tooMuchLoopTime(owner)
                .or(() -> tooMany(owner, demand, () -> holdings.jobs(owner)))
                .or(() ->
                        tooLarge(owner, demand, results::used).flatMap(_ -> tooLarge(owner, demand, results::usedNow)))
                .map(this::refuse);
    }

    @Override
    public Optional<ProblemException> reserve(String owner, Demand demand) {
        Limits limits = quotas.limits(owner);
        if (!limits.haveAnyOf(EXACT)) {
            return Optional.empty();
        }
        store.lock();
        Optional<Excess> excess =
                tooMany(owner, demand, () -> store.lockedJobs(owner)).or(() -> tooLarge(owner, demand, results::used));
        if (excess.isEmpty()) {
            store.accepted(owner, demand);
            if (limits.amount(Limit.STORED_RESULTS) != null) {
                store.addReservedBytes(owner, demand.bytes());
            }
        }
        return excess.map(this::refuse);
    }

    private Optional<Excess> tooMuchLoopTime(String owner) {
        return quotas.ofLoopTime(owner)
                .filter(standing -> standing.remaining() == 0)
                .map(standing -> new Excess(standing, 0));
    }

    private Optional<Excess> tooMany(String owner, Demand demand, Supplier<OwnerHoldings.Jobs> held) {
        Limits limits = quotas.limits(owner);
        if (!limits.haveAnyOf(NUMBERS)) {
            return Optional.empty();
        }
        return Quotas.ofNumbers(limits, held.get()).stream()
                .map(standing ->
                        new Excess(standing, standing.limit() == Limit.QUEUED_JOBS ? demand.queued() : demand.jobs()))
                .filter(JobQuotaKeeper::isTooMuch)
                .findFirst();
    }

    private Optional<Excess> tooLarge(String owner, Demand demand, ToLongFunction<String> used) {
        Long quota = quotas.limits(owner).amount(Limit.STORED_RESULTS);
        return quota == null
                ? Optional.empty()
                : Optional.of(new Excess(quotas.ofResults(owner, quota, used.applyAsLong(owner)), demand.bytes()))
                        .filter(JobQuotaKeeper::isTooMuch);
    }

    /// Whoever has more waiting than allowed, because running jobs were paused, may not submit what would run
    /// at once either.
    private static boolean isTooMuch(Excess excess) {
        return excess.standing.used() + excess.asked > excess.standing.quota();
    }

    private ProblemException refuse(Excess excess) {
        return refusals.of(excess.standing, excess.asked);
    }
}
