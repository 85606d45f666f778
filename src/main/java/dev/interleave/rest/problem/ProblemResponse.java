package dev.interleave.rest.problem;

import dev.interleave.rest.link.BasePath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes problems: filters call [#write(HttpServletRequest, HttpServletResponse, ProblemException)],
/// controllers throw.
///
/// Problems carry `Cache-Control: no-store`, because a retry can succeed.
public final class ProblemResponse {

    /// ASCII only, so that the bytes are right whatever encoding a container's writer has.
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private ProblemResponse() {}

    public static void write(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
            throws IOException {
        response.setStatus(problem.type().status());
        problem.headers().forEach(response::setHeader);
        response.setHeader(HttpHeaders.CACHE_CONTROL, noStore());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        byte[] body =
                JSON.writeValueAsBytes(problem.toProblem(BasePath.of(request), instance(request.getRequestURI())));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    static ResponseEntity<Problem> entity(HttpServletRequest request, ProblemException problem) {
        return entity(BasePath.of(request), request.getRequestURI(), problem);
    }

    static ResponseEntity<Problem> entity(BasePath base, @Nullable String path, ProblemException problem) {
        HttpHeaders headers = new HttpHeaders();
        problem.headers().forEach(headers::set);
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.set(HttpHeaders.CACHE_CONTROL, noStore());
        return ResponseEntity.status(problem.type().status())
                .headers(headers)
                .body(problem.toProblem(base, instance(path)));
    }

    public static String json(BasePath base, @Nullable String path, ProblemException problem) {
        return JSON.writeValueAsString(problem.toProblem(base, instance(path)));
    }

    public static String noStore() {
        return String.valueOf(CacheControl.noStore().getHeaderValue());
    }

    /// The path if it is a URI reference, which the very path that is complained about need not be.
    private static @Nullable String instance(@Nullable String path) {
        try {
            return path == null || path.isEmpty() ? null : new URI(path).toString();
        } catch (URISyntaxException malformed) {
            return null;
        }
    }
}
