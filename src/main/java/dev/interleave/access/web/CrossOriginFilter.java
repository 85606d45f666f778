package dev.interleave.access.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;

/// Tells browsers that pages of those other sites that are configured may call this service (CORS). Never with
/// cookies: such pages have keys or tokens of their own.
final class CrossOriginFilter extends CorsFilter {

    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Sites sites;

    CrossOriginFilter(Sites sites) {
        super(_ -> configuration(sites));
        this.sites = sites;
    }

    /// All others are treated as if there were no such thing.
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !sites.isOrigin(request.getHeader(HttpHeaders.ORIGIN));
    }

    private static CorsConfiguration configuration(Sites sites) {
        CorsConfiguration configuration = new CorsConfiguration();
        configuration.setAllowedOrigins(sites.origins());
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
