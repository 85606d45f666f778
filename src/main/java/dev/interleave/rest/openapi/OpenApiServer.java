package dev.interleave.rest.openapi;

import dev.interleave.rest.link.BasePath;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springdoc.webmvc.api.OpenApiResource;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/// Sets the server of the OpenAPI description to the base path of the request. Stateless and thread-safe.
///
/// springdoc renders a description that all requests share. So it contains the server `/`, and only the bytes of a
/// response contain the base path of its request.
@RestControllerAdvice
final class OpenApiServer implements ResponseBodyAdvice<byte[]> {

    /// The URL of the server in the shared description.
    static final String SHARED_URL = "/";

    private static final String JSON = "\"servers\":[{\"url\":\"%s\"}]";
    private static final String YAML = "servers:\n- url: %s\n";

    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return OpenApiResource.class.isAssignableFrom(returned.getContainingClass());
    }

    @Override
    public byte @Nullable [] beforeBodyWrite(
            byte @Nullable [] body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body == null || !(request instanceof ServletServerHttpRequest servletRequest)) {
            return body;
        }
        String url = BasePath.of(servletRequest.getServletRequest()).path();
        if (url.equals(SHARED_URL)) {
            return body;
        }
        String text = new String(body, StandardCharsets.UTF_8);
        for (String form : new String[] {JSON, YAML}) {
            text = text.replace(String.format(Locale.ROOT, form, SHARED_URL), String.format(Locale.ROOT, form, url));
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
