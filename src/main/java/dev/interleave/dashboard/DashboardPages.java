package dev.interleave.dashboard;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Serves the files of the dashboard.
@Configuration(proxyBeanMethods = false)
class DashboardPages implements WebMvcConfigurer {

    private static final String PATH = "/dashboard";

    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    /// Redirects to the path with a slash at its end, which the relative URLs of the page need.
    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController(PATH, PATH + "/");
        registry.addViewController(PATH + "/").setViewName("forward:" + PATH + "/index.html");
    }

    /// Browsers revalidate each file, so that they get the files of a new version at once.
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(PATH + "/**")
                .addResourceLocations("classpath:/dashboard/")
                .setCacheControl(CacheControl.noCache());
    }

    /// Restricts the page to its own scripts, styles and images, and to requests to this service.
    @Bean
    HeaderWriter dashboardPolicy() {
        return new DelegatingRequestMatcherHeaderWriter(
                PathPatternRequestMatcher.pathPattern(PATH + "/**"), new ContentSecurityPolicyHeaderWriter(POLICY));
    }
}
