package dev.interleave.access.web;

import dev.interleave.access.Caller;
import dev.interleave.access.CurrentCaller;
import dev.interleave.access.Role;
import dev.interleave.rest.ProblemAnswer;
import dev.interleave.rest.ProblemException;
import dev.interleave.rest.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// In front of everything: lets in whoever may do what the request asks for, and notes who that is.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class Doorkeeper extends OncePerRequestFilter {

    /// Who did what, for whoever has to find out later.
    private static final Logger AUDIT = LoggerFactory.getLogger("dev.interleave.audit");

    private static final String RETRY_AFTER_SECONDS = "5";

    private final Callers callers;

    Doorkeeper(Callers callers) {
        this.callers = callers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        addHeaders(request, response);
        Optional<Role> needed = AccessRules.needed(request);
        if (needed.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        try {
            request.setAttribute(CurrentCaller.ATTRIBUTE, letIn(request, needed.get()));
        } catch (ProblemException e) {
            AUDIT.info(
                    "{} {} was refused: {}",
                    request.getMethod(),
                    request.getRequestURI(),
                    e.type().slug());
            ProblemAnswer.write(request, response, e);
            return;
        } catch (DataAccessException e) {
            ProblemAnswer.write(request, response, storeUnavailable());
            return;
        }
        chain.doFilter(request, response);
        audit(request, response);
    }

    private Caller letIn(HttpServletRequest request, Role needed) {
        Caller caller = callers.of(request);
        if (!caller.role().includes(needed)) {
            throw Refusals.forbidden();
        }
        return caller;
    }

    private static void audit(HttpServletRequest request, HttpServletResponse response) {
        if (!BrowserRequest.isSafe(request)
                && request.getAttribute(CurrentCaller.ATTRIBUTE) instanceof Caller caller
                && !caller.equals(Caller.ANYBODY)) {
            AUDIT.info(
                    "{} of \"{}\" did {} {}: {}",
                    caller.name(),
                    caller.owner(),
                    request.getMethod(),
                    request.getRequestURI(),
                    response.getStatus());
        }
    }

    private static void addHeaders(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }

    private static ProblemException storeUnavailable() {
        return new ProblemException(
                        ProblemType.STORE_UNAVAILABLE,
                        "The database cannot be reached, so API keys cannot be checked. Try again a little later.")
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
}
