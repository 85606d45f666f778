package dev.interleave.access.browser;

import dev.interleave.access.Caller;
import dev.interleave.access.security.CallerAuthentication;
import dev.interleave.access.security.CallerAuthentication.Shown;
import dev.interleave.access.security.SecurityProblemHandler;
import dev.interleave.rest.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses cross-site requests, unless their credentials are in a header that browsers do not send by themselves.
/// Thread-safe.
///
/// Replaces the CSRF filter of Spring Security, whose tokens need a second cookie or a server-side session.
public final class CsrfFilter extends OncePerRequestFilter {

    private final OriginPolicy originPolicy;

    public CsrfFilter(OriginPolicy originPolicy) {
        this.originPolicy = originPolicy;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            check(request, SecurityContextHolder.getContext().getAuthentication());
        } catch (ProblemException e) {
            SecurityProblemHandler.answer(request, response, e);
            return;
        }
        chain.doFilter(request, response);
    }

    private void check(HttpServletRequest request, @Nullable Authentication authentication) {
        Shown credentials = authentication instanceof CallerAuthentication known ? known.shown() : Shown.NOTHING;
        switch (credentials) {
            case HEADER -> {}
            case COOKIE -> CrossSiteRequestPolicy.requireOwnPage(request, originPolicy);
            case NOTHING -> {
                if (authentication != null && authentication.getPrincipal() instanceof Caller) {
                    CrossSiteRequestPolicy.requireAllowedSite(request, originPolicy);
                }
            }
        }
    }
}
