package dev.interleave.job.web.result;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.request.ConnectionLimiter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Keeps downloads of results to so many at a time: each of them takes what processor and disk give, and
/// thousands would keep short requests waiting for seconds. Thread-safe.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DownloadLimits.class)
class DownloadLimiter implements WebMvcConfigurer, HandlerInterceptor {

    private static final String PLACE = DownloadLimiter.class.getName();
    private static final String RETRY_AFTER_SECONDS = "5";

    private final DownloadLimits limits;
    private final ConnectionLimiter connectionLimiter;

    DownloadLimiter(DownloadLimits limits) {
        this.limits = limits;
        this.connectionLimiter = new ConnectionLimiter(limits.downloads(), limits.downloadsPerAddress());
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(this).addPathPatterns("/v1/jobs/{id}/result");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        switch (connectionLimiter.enter(request.getRemoteAddr())) {
            case TAKEN -> request.setAttribute(PLACE, request.getRemoteAddr());
            case ALL_TAKEN -> throw tooMany(limits.downloads() + " results are being downloaded already.");
            case SHARE_TAKEN ->
                throw tooMany("Your address is downloading " + limits.downloadsPerAddress() + " results already.");
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (request.getAttribute(PLACE) instanceof String address) {
            connectionLimiter.leave(address);
        }
    }

    private static ProblemException tooMany(String why) {
        return new ProblemException(ProblemType.TOO_MANY_DOWNLOADS, why + " Try again a little later.")
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
}
