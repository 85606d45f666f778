package dev.interleave.rest;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/// Hooks the conventions into Spring MVC.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EventStreamLimits.class)
class RestConventions implements WebMvcConfigurer {

    private final JsonMapper json;

    RestConventions(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.addCustomConverter(new StrictJsonConverter());
        converters.withJsonConverter(new MeasuredJsonConverter(json));
        converters.addCustomConverter(new ProblemPageConverter());
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new QueryParametersInterceptor()).addPathPatterns("/v1/**");
    }
}
