package dev.interleave.access.web;

import dev.interleave.access.ApiKeys;
import dev.interleave.access.Doors;
import dev.interleave.access.Sessions;
import dev.interleave.access.TokenSettings;
import dev.interleave.rest.ProblemTranslator;
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
class Authentications {

    @Bean
    AuthenticationManager callers(
            ApiKeys keys,
            Sessions sessions,
            Doors doors,
            ObjectProvider<JwtDecoder> decoder,
            TokenCallers tokens,
            InstantSource clock) {
        List<AuthenticationProvider> providers = new ArrayList<>();
        JwtDecoder issuer = decoder.getIfAvailable();
        providers.add(new ApiKeyProvider(keys, text -> issuer != null && TokenProvider.isToken(text)));
        providers.add(new SessionProvider(sessions, doors));
        if (issuer != null) {
            providers.add(new TokenProvider(new PatientDecoder(issuer, clock), tokens));
        }
        return new ProviderManager(providers);
    }

    @Bean
    TokenCallers tokenCallers(TokenSettings settings) {
        return new TokenCallers(settings);
    }

    /// Issuers that say what an access token is call it `at+jwt`. (RFC 9068, section 2.1.)
    @Bean
    JwtTypeValidator tokenTypes() {
        JwtTypeValidator types = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
        types.setAllowEmpty(true);
        return types;
    }

    @Bean
    RefusalAnswers refusalAnswers() {
        return new RefusalAnswers();
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
        return thrown ->
                thrown instanceof RequestRejectedException ? Optional.of(RefusalAnswers.rejected()) : Optional.empty();
    }

    /// Each would cost a request some microseconds; the HTTP server's own say enough.
    @Bean
    SecurityObservationSettings noSecurityObservations() {
        return SecurityObservationSettings.noObservations();
    }
}
