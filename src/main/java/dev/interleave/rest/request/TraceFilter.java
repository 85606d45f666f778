package dev.interleave.rest.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Passes TRACE on as a method that no handler knows. The container itself would list methods in `Allow` that the path
/// does not have, and the dispatcher servlet would echo the request. Stateless and thread-safe.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class TraceFilter extends OncePerRequestFilter {

    private static final String TRACE = "TRACE";
    private static final String UNKNOWN = "Trace";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request.getMethod().equals(TRACE) ? new Unknown(request) : request, response);
    }

    private static final class Unknown extends HttpServletRequestWrapper {

        private Unknown(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return UNKNOWN;
        }
    }
}
