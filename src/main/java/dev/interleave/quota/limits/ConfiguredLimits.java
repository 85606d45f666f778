package dev.interleave.quota.limits;

import dev.interleave.access.key.ApiKey;
import dev.interleave.quota.limits.QuotaSettings.OwnerSettings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/// The limits of the configuration. Immutable.
@Component
public final class ConfiguredLimits {

    private static final String PREFIX = "interleave.quota";
    private static final int MOST_REQUESTS = 1_000_000;

    private final Limits forAll;
    private final Map<String, Limits> byOwner = new HashMap<>();

    ConfiguredLimits(QuotaSettings settings) {
        OwnerSettings all = settings.forAll();
        forAll = limits(PREFIX, all, all);
        Objects.requireNonNullElse(settings.owners(), Map.<String, OwnerSettings>of())
                .forEach((owner, own) -> {
                    String at = PREFIX + ".owners." + owner;
                    if (!ApiKey.isName(owner)) {
                        throw invalid(at, owner, "the name of an owner " + ApiKey.NAME_RULE);
                    }
                    boolean unlimited = Boolean.TRUE.equals(own.unlimited());
                    byOwner.put(owner, limits(at, own, unlimited ? own : merged(own, all)));
                });
    }

    public Limits of(String owner) {
        return byOwner.getOrDefault(owner, forAll);
    }

    /// @return whether there is an owner with such a limit
    public boolean haveAnywhere(Limit limit) {
        return forAll.amount(limit) != null
                || byOwner.values().stream().anyMatch(limits -> limits.amount(limit) != null);
    }

    private static OwnerSettings merged(OwnerSettings own, OwnerSettings all) {
        Integer rate = own.requestsPerSecond();
        return new OwnerSettings(
                false,
                first(rate, all.requestsPerSecond()),
                rate == null ? first(own.requestBurst(), all.requestBurst()) : own.requestBurst(),
                first(own.jobsInFlight(), all.jobsInFlight()),
                first(own.queuedJobs(), all.queuedJobs()),
                first(own.loopTimePerHour(), all.loopTimePerHour()),
                first(own.storedResults(), all.storedResults()));
    }

    private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
        return one == null ? other : one;
    }

    private static Limits limits(String at, OwnerSettings given, OwnerSettings settings) {
        check(at, given);
        Map<Limit, Long> amounts = new EnumMap<>(Limit.class);
        put(amounts, Limit.JOBS_IN_FLIGHT, settings.jobsInFlight());
        put(amounts, Limit.QUEUED_JOBS, settings.queuedJobs());
        Duration time = settings.loopTimePerHour();
        put(amounts, Limit.LOOP_TIME, time == null ? null : time.toMillis());
        DataSize size = settings.storedResults();
        put(amounts, Limit.STORED_RESULTS, size == null ? null : size.toBytes());
        return new Limits(rate(at, settings), amounts);
    }

    private static void put(Map<Limit, Long> amounts, Limit limit, @Nullable Long amount) {
        if (amount != null) {
            amounts.put(limit, amount);
        }
    }

    private static @Nullable RequestRate rate(String at, OwnerSettings settings) {
        Integer perSecond = settings.requestsPerSecond();
        Integer burst = settings.requestBurst();
        if (perSecond == null) {
            if (burst != null) {
                throw invalid(at + ".request-burst", burst, "needs requests-per-second beside it");
            }
            return null;
        }
        return new RequestRate(perSecond, burst == null ? perSecond : burst);
    }

    private static void check(String at, OwnerSettings given) {
        atLeast(at + ".requests-per-second", given.requestsPerSecond(), 1, MOST_REQUESTS);
        atLeast(at + ".request-burst", given.requestBurst(), 1, MOST_REQUESTS);
        atLeast(at + ".jobs-in-flight", given.jobsInFlight(), 0, Long.MAX_VALUE);
        atLeast(at + ".queued-jobs", given.queuedJobs(), 0, Long.MAX_VALUE);
        Duration time = given.loopTimePerHour();
        if (time != null && time.compareTo(Duration.ofMillis(1)) < 0) {
            throw invalid(at + ".loop-time-per-hour", time, "must be at least PT0.001S");
        }
        DataSize size = given.storedResults();
        if (size != null && size.isNegative()) {
            throw invalid(at + ".stored-results", size, "must not be negative");
        }
    }

    private static void atLeast(String property, @Nullable Number value, long least, long most) {
        if (value != null && (value.longValue() < least || value.longValue() > most)) {
            String upTo = most == Long.MAX_VALUE ? "" : " and at most " + most;
            throw invalid(property, value, "must be at least " + least + upTo);
        }
    }

    private static InvalidConfigurationPropertyValueException invalid(String property, Object value, String reason) {
        return new InvalidConfigurationPropertyValueException(property, value, reason);
    }
}
