package dev.interleave.quota.web;

import dev.interleave.access.Caller;
import dev.interleave.access.CurrentCaller;
import dev.interleave.quota.usage.QuotaUsage;
import dev.interleave.quota.usage.Quotas;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.MethodParameter;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/// Adds the usage of the job limits to responses of submissions. Other responses leave it out, because counting
/// would cost more than the response.
@RestControllerAdvice
final class SubmissionQuotaHeaders implements ResponseBodyAdvice<Object> {

    private static final Logger log = LoggerFactory.getLogger(SubmissionQuotaHeaders.class);
    private static final RequestMatcher SUBMISSIONS =
            PathPatternRequestMatcher.pathPattern(HttpMethod.POST, "/v1/jobs/**");

    private final CurrentCaller callers;
    private final Quotas quotas;

    SubmissionQuotaHeaders(CurrentCaller callers, Quotas quotas) {
        this.callers = callers;
        this.quotas = quotas;
    }

    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (request instanceof ServletServerHttpRequest asked
                && response instanceof ServletServerHttpResponse answer
                && SUBMISSIONS.matches(asked.getServletRequest())) {
            callers.find()
                    .map(Caller::owner)
                    .filter(owner -> quotas.limits(owner).concernJobs())
                    .map(owner -> standings(owner, asked.getServletRequest()))
                    .filter(standings -> !standings.isEmpty())
                    .ifPresent(standings -> answer.getServletResponse()
                            .setHeader(RateLimitFields.STATE, RateLimitFields.state(standings)));
        }
        return body;
    }

    /// An answer is not worth less because the store cannot tell this.
    private List<QuotaUsage> standings(String owner, HttpServletRequest request) {
        List<QuotaUsage> all = new ArrayList<>();
        if (request.getAttribute(RequestQuotaFilter.STANDING) instanceof QuotaUsage ofRequests) {
            all.add(ofRequests);
        }
        try {
            all.addAll(quotas.standingsOfJobs(owner));
        } catch (DataAccessException e) {
            log.debug("Could not read the quota usage of \"{}\"; the response has no RateLimit fields", owner, e);
        }
        return all;
    }
}
