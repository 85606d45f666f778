package dev.interleave.quota.usage;

import dev.interleave.job.JobQuotas;
import dev.interleave.job.NewJob;
import dev.interleave.job.OwnerUsage;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.QuotaExceededException;
import dev.interleave.quota.limits.Limit;
import dev.interleave.quota.limits.Limits;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/// Enforces the quotas of owners on their submissions. Thread-safe.
///
/// The limits on the number of jobs and on stored results are exact: they are checked in the transaction that
/// inserts the jobs, and these transactions run one after the other. The limit on loop time is checked before
/// that, because an accepted job runs to its end, whatever loop time its owner uses.
@Component
final class QuotaEnforcer implements JobQuotas {

    static final Set<Limit> JOB_COUNTS = EnumSet.of(Limit.JOBS_IN_FLIGHT, Limit.QUEUED_JOBS);
    private static final Set<Limit> EXACT = EnumSet.of(Limit.JOBS_IN_FLIGHT, Limit.QUEUED_JOBS, Limit.STORED_RESULTS);

    /// How long to wait where it is not known when the quota is freed.
    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);

    private record Demand(QuotaUsage usage, long requested) {

        /// An owner may have more paused jobs than the limit on queued jobs allows. Then even a job that would run
        /// immediately is refused.
        private boolean exceedsQuota() {
            return usage.used() + requested > usage.quota();
        }
    }

    private final Quotas quotas;
    private final QuotaStore store;
    private final OwnerUsage ownerUsage;
    private final StorageUsage storageUsage;
    private final QuotaMetrics metrics;

    QuotaEnforcer(
            Quotas quotas, QuotaStore store, OwnerUsage ownerUsage, StorageUsage storageUsage, QuotaMetrics metrics) {
        this.quotas = quotas;
        this.store = store;
        this.ownerUsage = ownerUsage;
        this.storageUsage = storageUsage;
        this.metrics = metrics;
    }

    @Override
    public void check(String owner, Collection<NewJob> newJobs) {
        if (!quotas.limits(owner).concernJobs()) {
            return;
        }
        ResourceRequest request = ResourceRequest.ofNew(newJobs);
        exceededLoopTime(owner)
                .or(() -> exceededJobCount(owner, request, () -> ownerUsage.jobs(owner)))
                .or(() -> exceededStorage(owner, request, storageUsage::used)
                        .flatMap(_ -> exceededStorage(owner, request, storageUsage::usedNow)))
                .ifPresent(this::refuse);
    }

    @Override
    public Optional<Reservation> reservation(String owner, Collection<Job> jobs) {
        return quotas.limits(owner).haveAnyOf(EXACT)
                ? Optional.of(() -> claim(owner, ResourceRequest.ofAdmitted(jobs)))
                : Optional.empty();
    }

    private void claim(String owner, ResourceRequest request) {
        store.lock();
        exceededJobCount(owner, request, () -> store.lockedJobs(owner))
                .or(() -> exceededStorage(owner, request, storageUsage::used))
                .ifPresent(this::refuse);
        store.accepted(owner, request);
        if (quotas.limits(owner).amount(Limit.STORED_RESULTS) != null) {
            store.addReservedBytes(owner, request.bytes());
        }
    }

    private Optional<Demand> exceededLoopTime(String owner) {
        return quotas.ofLoopTime(owner).filter(usage -> usage.remaining() == 0).map(usage -> new Demand(usage, 0));
    }

    private Optional<Demand> exceededJobCount(String owner, ResourceRequest request, Supplier<OwnerUsage.Jobs> jobs) {
        Limits limits = quotas.limits(owner);
        if (!limits.haveAnyOf(JOB_COUNTS)) {
            return Optional.empty();
        }
        return Quotas.ofJobCounts(limits, jobs.get()).stream()
                .map(usage -> new Demand(usage, usage.limit() == Limit.QUEUED_JOBS ? request.queued() : request.jobs()))
                .filter(Demand::exceedsQuota)
                .findFirst();
    }

    private Optional<Demand> exceededStorage(String owner, ResourceRequest request, ToLongFunction<String> used) {
        Long quota = quotas.limits(owner).amount(Limit.STORED_RESULTS);
        return quota == null
                ? Optional.empty()
                : Optional.of(new Demand(quotas.ofStorage(owner, quota, used.applyAsLong(owner)), request.bytes()))
                        .filter(Demand::exceedsQuota);
    }

    private void refuse(Demand demand) {
        QuotaUsage usage = demand.usage;
        metrics.countRefusal(usage.limit());
        throw new QuotaExceededException(
                description(usage, demand.requested), Objects.requireNonNullElse(usage.freedIn(), DEFAULT_RETRY_AFTER));
    }

    private static String description(QuotaUsage usage, long requested) {
        Limit limit = usage.limit();
        String advice = switch (limit) {
            case JOBS_IN_FLIGHT -> "Wait until jobs have finished, or cancel some.";
            case QUEUED_JOBS -> "Wait until queued jobs run, or cancel jobs that do not run.";
            case LOOP_TIME -> "Accepted jobs go on; submit more when loop time of the last hour has expired.";
            case STORED_RESULTS -> "Delete jobs that you no longer need; unfinished jobs count by their upper bound.";
            case REQUESTS -> throw new IllegalArgumentException("not a limit on jobs");
        };
        String demand = limit == Limit.LOOP_TIME ? "" : ", and this request needs " + requested + " more";
        return String.format(
                Locale.ROOT,
                "The quota \"%s\" is %d %s: %d are used%s. %s",
                limit.wireName(),
                usage.quota(),
                limit.unit(),
                usage.used(),
                demand,
                advice);
    }
}
