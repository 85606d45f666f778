package dev.interleave.quota.usage;

import dev.interleave.quota.limits.Limit;
import dev.interleave.quota.limits.RequestRate;
import dev.interleave.quota.rate.RequestBuckets;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Tells those who have used up a quota which, how much of it, and when to come back. Thread-safe.
@Component
public final class QuotaProblems {

    /// When to look again where nobody knows when a job ends.
    private static final Duration SOME_TIME = Duration.ofSeconds(5);

    private final Map<Limit, Counter> counters;

    QuotaProblems(MeterRegistry registry) {
        counters = Arrays.stream(Limit.values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        limit -> Counter.builder("interleave.quota.refused")
                                .description("Requests that were refused because a quota of their owner is used up")
                                .tag("limit", limit.wireName())
                                .register(registry)));
    }

    /// @param rate that is exceeded
    /// @param level of the bucket, which is empty
    /// @return the answer
    public ProblemException ofRequests(RequestRate rate, RequestBuckets.Level level) {
        return refusal(
                Limit.REQUESTS,
                "The quota \"requests\" is used up: %d at once, and %d per second."
                        .formatted(rate.burst(), rate.perSecond()),
                level.untilNext());
    }

    /// @param quotaUsage that does not allow it
    /// @param asked how much more this request takes
    /// @return the answer
    ProblemException of(QuotaUsage quotaUsage, long asked) {
        Limit limit = quotaUsage.limit();
        String counts = switch (limit) {
            case JOBS_IN_FLIGHT -> "A job counts until it has ended: wait for that, or cancel some.";
            case QUEUED_JOBS -> "A job counts while it is queued or paused: wait until some run, or cancel some.";
            case LOOP_TIME ->
                "It is the time that jobs have received from the loop in the last hour; those that were accepted "
                        + "go on.";
            case STORED_RESULTS ->
                "Results count as long as they are kept, and beforehand by what they may take at most: delete "
                        + "jobs that are no longer needed.";
            case REQUESTS -> throw new IllegalArgumentException("not of jobs");
        };
        String asks = limit == Limit.LOOP_TIME ? "" : ", and this request takes " + asked + " more";
        return refusal(
                limit,
                "The quota \"%s\" is %d %s, %d are used%s. %s"
                        .formatted(limit.wireName(), quotaUsage.quota(), limit.unit(), quotaUsage.used(), asks, counts),
                Objects.requireNonNullElse(quotaUsage.freedIn(), SOME_TIME));
    }

    private ProblemException refusal(Limit limit, String detail, Duration retryAfter) {
        Objects.requireNonNull(counters.get(limit)).increment();
        long seconds = Math.max(1, Math.ceilDiv(retryAfter.toMillis(), 1_000));
        return new ProblemException(ProblemType.QUOTA_EXCEEDED, detail + " GET /v1/quota tells how all quotas stand.")
                .withHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
    }
}
