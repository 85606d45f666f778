package dev.interleave.rest.mvc;

import dev.interleave.rest.json.ContentLengthJsonConverter;
import dev.interleave.rest.json.StrictJsonConverter;
import dev.interleave.rest.link.LinkSettings;
import dev.interleave.rest.problem.ProblemPageConverter;
import dev.interleave.rest.request.QueryParametersInterceptor;
import dev.interleave.rest.sse.EventStreamLimits;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/// Registers the conventions with Spring MVC.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({EventStreamLimits.class, LinkSettings.class})
class RestConfiguration implements WebMvcConfigurer {

    private final JsonMapper json;

    RestConfiguration(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.addCustomConverter(new StrictJsonConverter());
        converters.withJsonConverter(new ContentLengthJsonConverter(json));
        converters.addCustomConverter(new ProblemPageConverter());
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new QueryParametersInterceptor()).addPathPatterns("/v1/**");
    }
}
