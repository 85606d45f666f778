package dev.interleave.quota.usage;

import dev.interleave.job.OwnerUsage;
import dev.interleave.quota.limits.ConfiguredLimits;
import dev.interleave.quota.limits.Limit;
import dev.interleave.quota.limits.Limits;
import dev.interleave.quota.limits.RequestRate;
import dev.interleave.quota.rate.RequestBuckets;
import dev.interleave.quota.rate.RequestBuckets.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads the limits of owners and their usage. Thread-safe.
@Component
public final class Quotas {

    private final ConfiguredLimits configured;
    private final RequestBuckets buckets;
    private final OwnerUsage ownerUsage;
    private final LoopTimeUsage loopTime;
    private final StorageUsage storageUsage;
    private final InstantSource clock;

    Quotas(
            ConfiguredLimits configured,
            RequestBuckets buckets,
            OwnerUsage ownerUsage,
            LoopTimeUsage loopTime,
            StorageUsage storageUsage,
            InstantSource clock) {
        this.configured = configured;
        this.buckets = buckets;
        this.ownerUsage = ownerUsage;
        this.loopTime = loopTime;
        this.storageUsage = storageUsage;
        this.clock = clock;
    }

    /// @param owner the tenant
    /// @return what they may use
    public Limits limits(String owner) {
        return configured.of(owner);
    }

    /// Counts a request.
    ///
    /// @param owner of the request
    /// @param rate how many they may send
    /// @return how many are left
    public Level takeRequest(String owner, RequestRate rate) {
        return buckets.take(owner, rate);
    }

    /// @param owner the tenant
    /// @return how each of the owner's limits stands, in the order of [Limit]
    public List<QuotaUsage> standings(String owner) {
        List<QuotaUsage> all = new ArrayList<>();
        RequestRate rate = limits(owner).requests();
        if (rate != null) {
            all.add(ofRequests(rate, buckets.look(owner, rate)));
        }
        all.addAll(ofJobs(owner, storageUsage::usedNow));
        return all;
    }

    /// @param rate of an owner
    /// @param level of the owner's bucket
    /// @return how the limit stands
    public static QuotaUsage ofRequests(RequestRate rate, Level level) {
        long used = Math.max(0, rate.burst() - level.remaining()); // a handful may come on top
        return new QuotaUsage(Limit.REQUESTS, rate.burst(), used, used == 0 ? null : rate.timeFor(used));
    }

    /// As [#standings(String)], but for results that may have been freed since they were last added up.
    ///
    /// @param owner the tenant
    /// @return how those of the owner's limits stand that concern jobs
    public List<QuotaUsage> standingsOfJobs(String owner) {
        return ofJobs(owner, storageUsage::used);
    }

    private List<QuotaUsage> ofJobs(String owner, ToLongFunction<String> bytesUsed) {
        Limits limits = limits(owner);
        List<QuotaUsage> all = new ArrayList<>();
        if (limits.haveAnyOf(QuotaEnforcer.JOB_COUNTS)) {
            all.addAll(ofJobCounts(limits, ownerUsage.jobs(owner)));
        }
        ofLoopTime(owner).ifPresent(all::add);
        Long bytes = limits.amount(Limit.STORED_RESULTS);
        if (bytes != null) {
            all.add(ofStorage(owner, bytes, bytesUsed.applyAsLong(owner)));
        }
        return all;
    }

    static List<QuotaUsage> ofJobCounts(Limits limits, OwnerUsage.Jobs held) {
        List<QuotaUsage> both = new ArrayList<>();
        Long inFlight = limits.amount(Limit.JOBS_IN_FLIGHT);
        if (inFlight != null) {
            both.add(new QuotaUsage(Limit.JOBS_IN_FLIGHT, inFlight, held.inFlight(), null));
        }
        Long queued = limits.amount(Limit.QUEUED_JOBS);
        if (queued != null) {
            both.add(new QuotaUsage(Limit.QUEUED_JOBS, queued, held.waiting(), null));
        }
        return both;
    }

    /// While there is some left, the first of it is free again when the oldest minute no longer counts; else,
    /// when so much no longer counts that there is some left.
    Optional<QuotaUsage> ofLoopTime(String owner) {
        Long millis = limits(owner).amount(Limit.LOOP_TIME);
        if (millis == null) {
            return Optional.empty();
        }
        SortedMap<Instant, Long> received = loopTime.received(owner);
        long used = received.values().stream().mapToLong(Long::longValue).sum();
        long quota = TimeUnit.MILLISECONDS.toNanos(millis);
        Instant freed = used == 0 ? null : LoopTimeUsage.fallsTo(received, Math.min(used, quota) - 1);
        return Optional.of(new QuotaUsage(Limit.LOOP_TIME, millis, TimeUnit.NANOSECONDS.toMillis(used), until(freed)));
    }

    QuotaUsage ofStorage(String owner, long quota, long used) {
        return new QuotaUsage(Limit.STORED_RESULTS, quota, used, until(storageUsage.firstExpiry(owner)));
    }

    private @Nullable Duration until(@Nullable Instant time) {
        if (time == null) {
            return null;
        }
        Duration left = Duration.between(clock.instant(), time);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
