package dev.interleave.access.browser;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;

/// Allows pages of the configured origins to call the service (CORS), without cookies: such pages use keys or
/// tokens of their own. Thread-safe.
public final class CrossOriginFilter extends CorsFilter {

    private static final Duration MAX_AGE = Duration.ofHours(1);

    private final OriginPolicy originPolicy;

    public CrossOriginFilter(OriginPolicy originPolicy) {
        super(_ -> configuration(originPolicy));
        this.originPolicy = originPolicy;
    }

    /// Other origins get responses without CORS headers.
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !originPolicy.isAllowedOrigin(request.getHeader(HttpHeaders.ORIGIN));
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
        configuration.setMaxAge(MAX_AGE);
        return configuration;
    }
}
