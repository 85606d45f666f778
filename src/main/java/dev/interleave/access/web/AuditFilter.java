package dev.interleave.access.web;

import dev.interleave.access.Caller;
import dev.interleave.access.browser.CrossSiteRequestPolicy;
import dev.interleave.access.security.AuditLog;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Writes the changes of authenticated callers to the audit log. Thread-safe.
final class AuditFilter extends OncePerRequestFilter {

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return CrossSiteRequestPolicy.isSafe(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        String outcome = "an error";
        try {
            chain.doFilter(request, response);
            outcome = String.valueOf(response.getStatus());
        } finally {
            if (authentication != null
                    && authentication.getPrincipal() instanceof Caller caller
                    && !caller.equals(Caller.ANONYMOUS)) {
                AuditLog.changed(caller, request, outcome);
            }
        }
    }
}
