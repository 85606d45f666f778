package dev.interleave.quota.web;

import dev.interleave.quota.limits.Limit;
import dev.interleave.quota.limits.Limits;
import dev.interleave.quota.limits.RequestRate;
import dev.interleave.quota.usage.QuotaUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes the header fields `RateLimit-Policy` and `RateLimit` (Polli, Martínez and Miller, *RateLimit header
/// fields for HTTP*, draft-ietf-httpapi-ratelimit-headers-10, 2025), which are lists of structured fields (RFC
/// 9651).
final class RateLimitFields {

    static final String POLICY = "RateLimit-Policy";
    static final String STATE = "RateLimit";

    /// The largest integer of structured fields.
    private static final long MOST = 999_999_999_999_999L;

    private RateLimitFields() {}

    /// How much there is of everything that is limited: `q` in `w` seconds. What is not counted in requests
    /// says in what it is.
    static String policy(Limits limits) {
        List<String> items = new ArrayList<>();
        RequestRate rate = limits.requests();
        if (rate != null) {
            items.add(item(Limit.REQUESTS, rate.burst(), rate.window()));
        }
        limits.amounts()
                .forEach((limit, amount) ->
                        items.add(item(limit, amount, limit == Limit.LOOP_TIME ? Limits.LOOP_TIME_WINDOW : null)));
        return String.join(", ", items);
    }

    /// How much is left: `r`, and in `t` seconds there is more.
    static String state(List<QuotaUsage> standings) {
        return standings.stream().map(RateLimitFields::state).collect(Collectors.joining(", "));
    }

    private static String item(Limit limit, long quota, @Nullable Duration window) {
        String unit = limit == Limit.REQUESTS ? "" : ";qu=\"" + limit.unit() + "\"";
        return name(limit) + ";q=" + integer(quota) + unit + (window == null ? "" : ";w=" + seconds(window));
    }

    private static String state(QuotaUsage quotaUsage) {
        Duration freedIn = quotaUsage.freedIn();
        return name(quotaUsage.limit()) + ";r=" + integer(quotaUsage.remaining())
                + (freedIn == null ? "" : ";t=" + seconds(freedIn));
    }

    private static String name(Limit limit) {
        return "\"" + limit.wireName() + "\"";
    }

    private static long seconds(Duration time) {
        return integer(Math.ceilDiv(time.toMillis(), 1_000));
    }

    private static long integer(long value) {
        return Math.min(value, MOST);
    }
}
