package dev.interleave.access.web;

import dev.interleave.access.key.AnonymousAccessPolicy;
import dev.interleave.access.key.ApiKeyRegistry;
import dev.interleave.access.key.web.ApiKeyAuthenticationProvider;
import dev.interleave.access.security.SecurityProblemHandler;
import dev.interleave.access.session.SessionRegistry;
import dev.interleave.access.session.web.SessionAuthenticationProvider;
import dev.interleave.access.token.TokenSettings;
import dev.interleave.access.token.web.BackoffJwtDecoder;
import dev.interleave.access.token.web.JwtAuthenticationProvider;
import dev.interleave.access.token.web.JwtCallerConverter;
import dev.interleave.rest.problem.ProblemTranslator;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/// How callers are known: by an API key, a token of an issuer if one is configured, or the cookie of a session.
@Configuration(proxyBeanMethods = false)
class AuthenticationConfiguration {

    @Bean
    AuthenticationManager callers(
            ApiKeyRegistry keys,
            SessionRegistry sessionRegistry,
            AnonymousAccessPolicy anonymousAccessPolicy,
            ObjectProvider<JwtDecoder> decoder,
            JwtCallerConverter tokens,
            InstantSource clock) {
        List<AuthenticationProvider> providers = new ArrayList<>();
        JwtDecoder issuer = decoder.getIfAvailable();
        providers.add(new ApiKeyAuthenticationProvider(
                keys, text -> issuer != null && JwtAuthenticationProvider.isToken(text)));
        providers.add(new SessionAuthenticationProvider(sessionRegistry, anonymousAccessPolicy));
        if (issuer != null) {
            providers.add(new JwtAuthenticationProvider(new BackoffJwtDecoder(issuer, clock), tokens));
        }
        return new ProviderManager(providers);
    }

    @Bean
    JwtCallerConverter tokenCallers(TokenSettings settings) {
        return new JwtCallerConverter(settings);
    }

    /// Issuers that say what an access token is call it `at+jwt`. (RFC 9068, section 2.1.)
    @Bean
    JwtTypeValidator tokenTypes() {
        JwtTypeValidator types = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
        types.setAllowEmpty(true);
        return types;
    }

    @Bean
    SecurityProblemHandler refusalAnswers() {
        return new SecurityProblemHandler();
    }

    /// Unknown methods get the same answers as known ones that do not fit.
    @Bean
    HttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        return firewall;
    }

    /// The firewall looks at a header only when somebody reads it, which may be a controller.
    @Bean
    ProblemTranslator rejectedRequests() {
        return thrown -> thrown instanceof RequestRejectedException
                ? Optional.of(SecurityProblemHandler.rejected())
                : Optional.empty();
    }

    /// Each would cost a request some microseconds; the HTTP server's own say enough.
    @Bean
    SecurityObservationSettings noSecurityObservations() {
        return SecurityObservationSettings.noObservations();
    }
}
