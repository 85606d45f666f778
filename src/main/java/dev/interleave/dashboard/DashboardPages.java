package dev.interleave.dashboard;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Serves the page.
@Configuration(proxyBeanMethods = false)
class DashboardPages implements WebMvcConfigurer {

    private static final String PATH = "/dashboard";

    /// Relative addresses in the page need the slash at the end.
    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController(PATH, PATH + "/");
        registry.addViewController(PATH + "/").setViewName("forward:" + PATH + "/index.html");
    }

    /// A browser asks each time whether a file has changed: a new version of the service is seen at once.
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(PATH + "/**")
                .addResourceLocations("classpath:/dashboard/")
                .setCacheControl(CacheControl.noCache());
    }

    @Bean
    FilterRegistrationBean<PageHeadersFilter> dashboardHeaders() {
        var registration = new FilterRegistrationBean<>(new PageHeadersFilter());
        registration.addUrlPatterns(PATH, PATH + "/*");
        return registration;
    }
}
