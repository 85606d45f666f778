package dev.interleave.quota.limits;

import dev.interleave.access.key.ApiKey;
import dev.interleave.quota.limits.QuotaSettings.OwnerSettings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/// The limits that the configuration gives to owners. Immutable.
@Component
@EnableConfigurationProperties(QuotaSettings.class)
public final class ConfiguredLimits {

    private static final String PREFIX = "interleave.quota";
    private static final int MAX_REQUESTS = 1_000_000;

    /// Issuer and subject of a token: visible ASCII without quotation marks and backslashes, and no number sign
    /// in the issuer.
    private static final Pattern TOKEN_OWNER = Pattern.compile("[!$-\\[\\]-~]{1,512}#[!#-\\[\\]-~]{1,255}");

    private final Limits forAll;
    private final Map<String, Limits> byOwner = new HashMap<>();

    ConfiguredLimits(QuotaSettings settings) {
        OwnerSettings all = settings.forAll();
        forAll = limits(PREFIX, all, all);
        Objects.requireNonNullElse(settings.owners(), Map.<String, OwnerSettings>of())
                .forEach((owner, own) -> {
                    String at = PREFIX + ".owners." + owner;
                    if (!ApiKey.isName(owner) && !TOKEN_OWNER.matcher(owner).matches()) {
                        throw invalid(
                                at,
                                owner,
                                "the owner of an API key " + ApiKey.NAME_RULE
                                        + "; the owner of a token is its issuer, a number sign and its subject, in "
                                        + "brackets: owners[https://issuer.example#subject]");
                    }
                    boolean unlimited = Boolean.TRUE.equals(own.unlimited());
                    byOwner.put(owner, limits(at, own, unlimited ? own : merged(own, all)));
                });
    }

    /// @param owner of an API key or a token
    /// @return the limits of this owner
    public Limits of(String owner) {
        return byOwner.getOrDefault(owner, forAll);
    }

    private static OwnerSettings merged(OwnerSettings own, OwnerSettings all) {
        Integer rate = own.requestsPerSecond();
        return new OwnerSettings(
                false,
                firstNonNull(rate, all.requestsPerSecond()),
                rate == null ? firstNonNull(own.requestBurst(), all.requestBurst()) : own.requestBurst(),
                firstNonNull(own.jobsInFlight(), all.jobsInFlight()),
                firstNonNull(own.queuedJobs(), all.queuedJobs()),
                firstNonNull(own.loopTimePerHour(), all.loopTimePerHour()),
                firstNonNull(own.storedResults(), all.storedResults()));
    }

    private static <T> @Nullable T firstNonNull(@Nullable T own, @Nullable T common) {
        return own == null ? common : own;
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
        requireRange(at + ".requests-per-second", given.requestsPerSecond(), 1, MAX_REQUESTS);
        requireRange(at + ".request-burst", given.requestBurst(), 1, MAX_REQUESTS);
        requireRange(at + ".jobs-in-flight", given.jobsInFlight(), 0, Long.MAX_VALUE);
        requireRange(at + ".queued-jobs", given.queuedJobs(), 0, Long.MAX_VALUE);
        Duration time = given.loopTimePerHour();
        if (time != null && time.compareTo(Duration.ofMillis(1)) < 0) {
            throw invalid(at + ".loop-time-per-hour", time, "must be at least PT0.001S");
        }
        DataSize size = given.storedResults();
        if (size != null && size.isNegative()) {
            throw invalid(at + ".stored-results", size, "must not be negative");
        }
    }

    private static void requireRange(String property, @Nullable Number value, long min, long max) {
        if (value != null && (value.longValue() < min || value.longValue() > max)) {
            String upTo = max == Long.MAX_VALUE ? "" : " and at most " + max;
            throw invalid(property, value, "must be at least " + min + upTo);
        }
    }

    private static InvalidConfigurationPropertyValueException invalid(String property, Object value, String reason) {
        return new InvalidConfigurationPropertyValueException(property, value, reason);
    }
}
