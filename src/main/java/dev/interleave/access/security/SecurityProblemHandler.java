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

/// Answers requests that Spring Security refuses with a problem, and writes them to the audit log. Thread-safe.
public final class SecurityProblemHandler
        implements AuthenticationEntryPoint, AuthenticationFailureHandler, AccessDeniedHandler, RequestRejectedHandler {

    /// Answers a request without credentials.
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        answer(request, response, SecurityProblems.noCredentials());
    }

    /// Answers a request with invalid credentials.
    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        answer(
                request,
                response,
                refused instanceof AccessRefusedException e ? e.problem() : SecurityProblems.noCredentials());
    }

    /// Answers an authenticated request whose role is not sufficient.
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused)
            throws IOException {
        answer(request, response, problem());
    }

    /// Answers a request that the firewall rejects as ambiguous.
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException refused)
            throws IOException {
        answer(request, response, rejected());
    }

    public static ProblemException rejected() {
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST,
                "The path or a header of the request is ambiguous. Send the path without empty or dot segments, semicolons,"
                        + " backslashes or encoded slashes.");
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
        AuditLog.refused(principal instanceof Caller caller ? caller : Caller.ANONYMOUS, request, problem);
        ProblemResponse.write(request, response, problem);
    }
}
