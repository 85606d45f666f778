package dev.interleave.quota.web;

import dev.interleave.access.Caller;
import dev.interleave.access.CurrentCaller;
import dev.interleave.quota.limits.Limit;
import dev.interleave.quota.limits.Limits;
import dev.interleave.quota.limits.RequestRate;
import dev.interleave.quota.rate.RequestBuckets.Level;
import dev.interleave.quota.usage.QuotaMetrics;
import dev.interleave.quota.usage.QuotaUsage;
import dev.interleave.quota.usage.Quotas;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemResponse;
import dev.interleave.rest.problem.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Counts the requests of owners after authentication, and rejects those above the rate. Requests to open paths
/// and to operator endpoints are not counted.
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class RequestQuotaFilter extends OncePerRequestFilter {

    /// The attribute of a request that tells how its owner's limit of requests stands, if there is one.
    static final String STANDING = RequestQuotaFilter.class.getName();

    private static final RequestMatcher OPERATIONS = PathPatternRequestMatcher.pathPattern("/actuator/**");

    private final CurrentCaller callers;
    private final Quotas quotas;
    private final QuotaMetrics metrics;

    RequestQuotaFilter(CurrentCaller callers, Quotas quotas, QuotaMetrics metrics) {
        this.callers = callers;
        this.quotas = quotas;
        this.metrics = metrics;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return OPERATIONS.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> caller = callers.find();
        if (caller.isEmpty() || isWithin(caller.get().owner(), request, response)) {
            chain.doFilter(request, response);
        }
    }

    /// Answers the request if it is one too many.
    private boolean isWithin(String owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Limits limits = quotas.limits(owner);
        if (limits.areNone()) {
            return true;
        }
        response.setHeader(RateLimitFields.POLICY, RateLimitFields.policy(limits));
        RequestRate rate = limits.requests();
        if (rate == null) {
            return true;
        }
        Level level = quotas.takeRequest(owner, rate);
        QuotaUsage quotaUsage = Quotas.ofRequests(rate, level);
        request.setAttribute(STANDING, quotaUsage);
        response.setHeader(RateLimitFields.STATE, RateLimitFields.state(List.of(quotaUsage)));
        if (!level.taken()) {
            metrics.countRefusal(Limit.REQUESTS);
            ProblemResponse.write(request, response, refusal(rate, level));
        }
        return level.taken();
    }

    private static ProblemException refusal(RequestRate rate, Level level) {
        long seconds = Math.max(1, Math.ceilDiv(level.untilNext().toMillis(), 1_000));
        return new ProblemException(
                        ProblemType.QUOTA_EXCEEDED,
                        String.format(
                                Locale.ROOT,
                                "The quota \"requests\" is used up: it allows %d requests per second, and bursts of %d.",
                                rate.perSecond(),
                                rate.burst()))
                .withHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
    }
}
