package dev.interleave.access.browser;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;

/// Tells browsers that pages of those other sites that are configured may call this service (CORS). Never with
/// cookies: such pages have keys or tokens of their own.
public final class CrossOriginFilter extends CorsFilter {

    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final OriginPolicy originPolicy;

    public CrossOriginFilter(OriginPolicy originPolicy) {
        super(_ -> configuration(originPolicy));
        this.originPolicy = originPolicy;
    }

    /// All others are treated as if there were no such thing.
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !originPolicy.isOrigin(request.getHeader(HttpHeaders.ORIGIN));
    }

    private static CorsConfiguration configuration(OriginPolicy originPolicy) {
        CorsConfiguration configuration = new CorsConfiguration();
        configuration.setAllowedOrigins(originPolicy.origins());
        configuration.addAllowedMethod(CorsConfiguration.ALL);
        configuration.addAllowedHeader(CorsConfiguration.ALL);
        configuration.setExposedHeaders(List.of(
                HttpHeaders.LOCATION,
                HttpHeaders.ETAG,
                HttpHeaders.RETRY_AFTER,
                HttpHeaders.CONTENT_RANGE,
                HttpHeaders.WWW_AUTHENTICATE,
                "Idempotency-Replayed",
                "Preference-Applied",
                "RateLimit",
                "RateLimit-Policy"));
        configuration.setMaxAge(REMEMBERED);
        return configuration;
    }
}
