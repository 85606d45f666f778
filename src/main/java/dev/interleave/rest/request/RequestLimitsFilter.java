package dev.interleave.rest.request;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemResponse;
import dev.interleave.rest.problem.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Rejects requests whose headers announce a body that is too large or compressed, before anything is read.
/// [dev.interleave.rest.json.StrictJsonConverter] measures bodies of unknown length.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class RequestLimitsFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<ProblemException> problem = refusal(request);
        if (problem.isPresent()) {
            ProblemResponse.write(request, response, problem.get());
        } else {
            chain.doFilter(request, response);
        }
    }

    private static Optional<ProblemException> refusal(HttpServletRequest request) {
        if (Collections.list(request.getHeaders("Content-Encoding")).stream()
                .anyMatch(coding -> !coding.strip().equalsIgnoreCase("identity"))) {
            return Optional.of(new ProblemException(
                            ProblemType.UNSUPPORTED_MEDIA_TYPE,
                            "Request bodies must not be compressed; send the same body without Content-Encoding.")
                    .withHeader("Accept-Encoding", "identity"));
        }
        return request.getContentLengthLong() > RequestLimits.MAX_BODY_BYTES
                ? Optional.of(RequestLimits.bodyTooLarge())
                : Optional.empty();
    }
}
