package dev.interleave.dashboard;

import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Leads a browser from `/` to the dashboard, and shows other clients where the parts of the service are.
@RestController
@Hidden
final class StartPage {

    /// Relative, so that they keep the prefix of a proxy.
    private static final SequencedMap<String, String> LINKS = new LinkedHashMap<>();

    static {
        LINKS.put("jobs", "v1/jobs");
        LINKS.put("computations", "v1/computations");
        LINKS.put("dashboard", "dashboard/");
        LINKS.put("openapi", "v3/api-docs");
        LINKS.put("documentation", "swagger-ui.html");
        LINKS.put("problems", "problems");
        LINKS.put("health", "actuator/health");
    }

    /// @param accept the header `Accept`, if any
    /// @return a redirect for clients that prefer HTML, and links in JSON for others
    @GetMapping("/")
    ResponseEntity<Map<String, Object>> start(
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        return prefersHtml(accept == null ? "" : accept)
                ? ResponseEntity.status(HttpStatus.FOUND)
                        .location(URI.create(LINKS.getOrDefault("dashboard", "")))
                        .varyBy(HttpHeaders.ACCEPT)
                        .build()
                : ResponseEntity.ok()
                        .varyBy(HttpHeaders.ACCEPT)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(Map.of("links", LINKS));
    }

    private static boolean prefersHtml(String accept) {
        try {
            var types = MediaType.parseMediaTypes(accept);
            MimeTypeUtils.sortBySpecificity(types);
            return types.stream()
                    .filter(type -> type.includes(MediaType.TEXT_HTML) || type.includes(MediaType.APPLICATION_JSON))
                    .findFirst()
                    .filter(type -> !type.includes(MediaType.APPLICATION_JSON))
                    .isPresent();
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
