package dev.interleave.access.web;

import dev.interleave.access.Caller;
import dev.interleave.rest.ProblemAnswer;
import dev.interleave.rest.ProblemException;
import dev.interleave.rest.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/// Answers whom Spring Security does not let in with a problem, as everything else does, and notes it for the
/// audit. Thread-safe.
final class RefusalAnswers
        implements AuthenticationEntryPoint, AuthenticationFailureHandler, AccessDeniedHandler, RequestRejectedHandler {

    /// Nobody has shown anything where something is needed.
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        answer(request, response, Refusals.nothingShown());
    }

    /// What was shown is not good.
    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        answer(request, response, refused instanceof RefusedException e ? e.problem() : Refusals.nothingShown());
    }

    /// Somebody who is known may not do that.
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused)
            throws IOException {
        answer(request, response, problem());
    }

    /// A spelling that could mean one thing here and another elsewhere.
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException refused)
            throws IOException {
        answer(request, response, rejected());
    }

    static ProblemException rejected() {
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST,
                "The path or a header of the request has characters that could be read in more than one way: send the"
                        + " path without empty parts, dots as parts, semicolons, backslashes or encoded slashes.");
    }

    private static ProblemException problem() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getAuthorities().isEmpty()
                ? TokenCallers.withoutRole()
                : Refusals.forbidden();
    }

    static void answer(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
            throws IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        Object principal = authentication == null ? null : authentication.getPrincipal();
        Audit.refused(principal instanceof Caller caller ? caller : Caller.ANYBODY, request, problem);
        ProblemAnswer.write(request, response, problem);
    }
}
