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

/// The filter chains of public and protected paths, with the role that each path requires. All paths that are
/// not listed as public are protected.
///
/// Paths are matched with the parser that also selects the controller, so that both read each spelling the same
/// way. The firewall of Spring Security rejects ambiguous spellings before.
@Configuration(proxyBeanMethods = false)
class SecurityFilterChains {

    /// Contains nothing specific to an installation except its health. Opening a session is public because the
    /// key is in the body.
    private static final RequestMatcher PUBLIC = new OrRequestMatcher(Stream.concat(
                    Stream.of(pathPattern(HttpMethod.POST, "/v1/session")),
                    Stream.of(
                                    "/",
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
    SecurityFilterChain publicPaths(
            HttpSecurity http, ObjectProvider<HeaderWriter> headers, OriginPolicy originPolicy) {
        common(http, headers.orderedStream().toList(), originPolicy).securityMatcher(PUBLIC);
        http.anonymous(AbstractHttpConfigurer::disable);
        http.exceptionHandling(AbstractHttpConfigurer::disable);
        return http.build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain protectedPaths(
            HttpSecurity http,
            ObjectProvider<HeaderWriter> headers,
            AuthenticationManager authenticationManager,
            AnonymousAccessPolicy anonymousAccess,
            OriginPolicy originPolicy,
            SecurityProblemHandler problems) {
        common(http, headers.orderedStream().toList(), originPolicy);
        http.anonymous(anonymous -> anonymous(anonymous, anonymousAccess));
        http.exceptionHandling(
                handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems));
        http.addFilterAt(authentication(authenticationManager, problems), BasicAuthenticationFilter.class);
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

    /// Configures headers, and disables what is for pages with forms and server-side sessions.
    private static HttpSecurity common(HttpSecurity http, List<HeaderWriter> writers, OriginPolicy originPolicy) {
        http.csrf(AbstractHttpConfigurer::disable); // see CsrfFilter
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

    /// Leaves `Cache-Control` to the controllers.
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
                filter.setShouldWriteHeadersEagerly(true); // does not wrap the response
                return filter;
            }
        });
    }

    private static void anonymous(AnonymousConfigurer<HttpSecurity> anonymous, AnonymousAccessPolicy anonymousAccess) {
        anonymousAccess
                .anonymousCaller()
                .ifPresent(caller -> anonymous.principal(caller).authorities(RoleAuthorities.of(caller.role())));
    }

    private static AuthenticationFilter authentication(
            AuthenticationManager authenticationManager, SecurityProblemHandler problems) {
        AuthenticationFilter filter = new AuthenticationFilter(authenticationManager, new CredentialsConverter());
        filter.setSuccessHandler((_, _, _) -> {}); // the request continues
        filter.setFailureHandler(problems);
        return filter;
    }
}
