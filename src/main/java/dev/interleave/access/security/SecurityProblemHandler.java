package dev.interleave.access.security;

import dev.interleave.access.Caller;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemResponse;
import dev.interleave.rest.problem.ProblemType;
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
public final class SecurityProblemHandler
        implements AuthenticationEntryPoint, AuthenticationFailureHandler, AccessDeniedHandler, RequestRejectedHandler {

    /// Nobody has shown anything where something is needed.
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        answer(request, response, SecurityProblems.nothingShown());
    }

    /// What was shown is not good.
    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        answer(
                request,
                response,
                refused instanceof AccessRefusedException e ? e.problem() : SecurityProblems.nothingShown());
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

    public static ProblemException rejected() {
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST,
                "The path or a header of the request has characters that could be read in more than one way: send the"
                        + " path without empty parts, dots as parts, semicolons, backslashes or encoded slashes.");
    }

    private static ProblemException problem() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getAuthorities().isEmpty()
                ? SecurityProblems.tokenWithoutRole()
                : SecurityProblems.forbidden();
    }

    public static void answer(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
            throws IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        Object principal = authentication == null ? null : authentication.getPrincipal();
        AuditLog.refused(principal instanceof Caller caller ? caller : Caller.ANYBODY, request, problem);
        ProblemResponse.write(request, response, problem);
    }
}
