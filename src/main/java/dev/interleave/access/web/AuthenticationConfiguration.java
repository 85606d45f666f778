package dev.interleave.access.web;

import dev.interleave.access.SecuritySettings;
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
import org.springframework.boot.context.properties.EnableConfigurationProperties;
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

/// Wires authentication: by API key, by the token of an issuer if one is configured, or by the cookie of a session.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SecuritySettings.class, TokenSettings.class})
class AuthenticationConfiguration {

    @Bean
    AuthenticationManager authenticationManager(
            ApiKeyRegistry keys,
            SessionRegistry sessions,
            AnonymousAccessPolicy anonymousAccess,
            ObjectProvider<JwtDecoder> decoder,
            JwtCallerConverter tokens,
            InstantSource clock) {
        List<AuthenticationProvider> providers = new ArrayList<>();
        JwtDecoder issuer = decoder.getIfAvailable();
        providers.add(new ApiKeyAuthenticationProvider(
                keys, text -> issuer != null && JwtAuthenticationProvider.isToken(text)));
        providers.add(new SessionAuthenticationProvider(sessions, anonymousAccess));
        if (issuer != null) {
            providers.add(new JwtAuthenticationProvider(new BackoffJwtDecoder(issuer, clock), tokens));
        }
        return new ProviderManager(providers);
    }

    @Bean
    JwtCallerConverter jwtCallerConverter(TokenSettings settings) {
        return new JwtCallerConverter(settings);
    }

    /// Accepts the type `at+jwt` of access tokens (RFC 9068, section 2.1) beside `JWT`.
    @Bean
    JwtTypeValidator jwtTypeValidator() {
        JwtTypeValidator types = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
        types.setAllowEmpty(true);
        return types;
    }

    @Bean
    SecurityProblemHandler securityProblemHandler() {
        return new SecurityProblemHandler();
    }

    /// Lets unknown HTTP methods pass, so that they get the same 405 as known ones.
    @Bean
    HttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        return firewall;
    }

    /// The firewall checks a header when it is read, which may happen in a controller.
    @Bean
    ProblemTranslator rejectedRequests() {
        return thrown -> thrown instanceof RequestRejectedException
                ? Optional.of(SecurityProblemHandler.rejected())
                : Optional.empty();
    }

    /// Saves some microseconds per request; the observations of the HTTP server suffice.
    @Bean
    SecurityObservationSettings noSecurityObservations() {
        return SecurityObservationSettings.noObservations();
    }
}
