package dev.interleave.access.web;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import dev.interleave.access.Role;
import dev.interleave.access.browser.CrossOriginFilter;
import dev.interleave.access.browser.CrossSiteRequestPolicy;
import dev.interleave.access.browser.CsrfFilter;
import dev.interleave.access.browser.OriginPolicy;
import dev.interleave.access.key.AnonymousAccessPolicy;
import dev.interleave.access.security.RoleAuthorities;
import dev.interleave.access.security.SecurityProblemHandler;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AnonymousConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/// Who may do what. Whatever is not named here as open needs a key.
///
/// Paths are read with the very parser that chooses the controller, so that there is no spelling which means
/// one thing here and another there; what Spring Security's firewall finds ambiguous does not even get that
/// far.
@Configuration(proxyBeanMethods = false)
class SecurityFilterChains {

    /// Tells nothing that is not the same in every installation, but for whether this one is well. Who opens a
    /// session shows the key in the body.
    private static final RequestMatcher OPEN = new OrRequestMatcher(Stream.concat(
                    Stream.of(pathPattern(HttpMethod.POST, "/v1/session")),
                    Stream.of(
                                    "/actuator/health/**",
                                    "/problems/**",
                                    "/dashboard/**",
                                    "/webjars/**",
                                    "/swagger-ui.html",
                                    "/swagger-ui/**",
                                    "/v3/api-docs/**")
                            .map(path -> pathPattern(path)))
            .toArray(RequestMatcher[]::new));

    private static final long ONE_YEAR_SECONDS = 31_536_000;

    @Bean
    @Order(1)
    SecurityFilterChain openDoors(HttpSecurity http, ObjectProvider<HeaderWriter> headers, OriginPolicy originPolicy) {
        plain(http, headers.orderedStream().toList(), originPolicy).securityMatcher(OPEN);
        http.anonymous(AbstractHttpConfigurer::disable);
        http.exceptionHandling(AbstractHttpConfigurer::disable);
        return http.build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain lockedDoors(
            HttpSecurity http,
            ObjectProvider<HeaderWriter> headers,
            AuthenticationManager callers,
            AnonymousAccessPolicy anonymousAccessPolicy,
            OriginPolicy originPolicy,
            SecurityProblemHandler answers) {
        plain(http, headers.orderedStream().toList(), originPolicy);
        http.anonymous(nobody -> whoShowsNothing(nobody, anonymousAccessPolicy));
        http.exceptionHandling(
                refusals -> refusals.authenticationEntryPoint(answers).accessDeniedHandler(answers));
        http.addFilterAt(authentication(callers, answers), BasicAuthenticationFilter.class);
        http.addFilterBefore(new CsrfFilter(originPolicy), AuthorizationFilter.class);
        http.addFilterAfter(new AuditFilter(), AuthorizationFilter.class);
        http.authorizeHttpRequests(rules -> rules.requestMatchers(pathPattern("/v1/session"))
                .hasRole(Role.READER.name())
                .requestMatchers(pathPattern("/v1/api-keys/**"), pathPattern("/actuator/**"))
                .hasRole(Role.ADMIN.name())
                .requestMatchers(CrossSiteRequestPolicy::isSafe)
                .hasRole(Role.READER.name())
                .anyRequest()
                .hasRole(Role.SUBMITTER.name()));
        return http.build();
    }

    /// What both have: headers, and none of what is for pages with forms and server-side sessions.
    private static HttpSecurity plain(HttpSecurity http, List<HeaderWriter> writers, OriginPolicy originPolicy) {
        http.csrf(AbstractHttpConfigurer::disable); // SiteFilter looks after that
        http.logout(AbstractHttpConfigurer::disable);
        http.requestCache(AbstractHttpConfigurer::disable);
        http.servletApi(AbstractHttpConfigurer::disable);
        http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        http.headers(headers -> headers(headers, writers));
        if (!originPolicy.origins().isEmpty()) {
            http.addFilter(new CrossOriginFilter(originPolicy));
        }
        return http;
    }

    /// Answers say themselves how long they may be kept.
    private static void headers(HeadersConfigurer<HttpSecurity> headers, List<HeaderWriter> writers) {
        headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable);
        headers.xssProtection(HeadersConfigurer.XXssConfig::disable);
        headers.referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER));
        headers.httpStrictTransportSecurity(
                https -> https.includeSubDomains(false).maxAgeInSeconds(ONE_YEAR_SECONDS));
        writers.forEach(headers::addHeaderWriter);
        headers.withObjectPostProcessor(new ObjectPostProcessor<HeaderWriterFilter>() {
            @Override
            public <O extends HeaderWriterFilter> O postProcess(O filter) {
                filter.setShouldWriteHeadersEagerly(true); // so that no answer is wrapped
                return filter;
            }
        });
    }

    private static void whoShowsNothing(
            AnonymousConfigurer<HttpSecurity> nobody, AnonymousAccessPolicy anonymousAccessPolicy) {
        anonymousAccessPolicy
                .withoutKey()
                .ifPresent(anybody -> nobody.principal(anybody).authorities(RoleAuthorities.of(anybody.role())));
    }

    private static AuthenticationFilter authentication(AuthenticationManager callers, SecurityProblemHandler answers) {
        AuthenticationFilter filter = new AuthenticationFilter(callers, new CredentialsConverter());
        filter.setSuccessHandler((_, _, _) -> {}); // the request goes on
        filter.setFailureHandler(answers);
        return filter;
    }
}
