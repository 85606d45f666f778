package dev.interleave.access.token.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/// Stops the start if a URL of the token issuer is malformed. The issuer is first called with the first token,
/// so that the service can start before it.
@Component
public final class IssuerValidator {

    private static final String PREFIX = "spring.security.oauth2.resourceserver.jwt.";

    public IssuerValidator(OAuth2ResourceServerProperties properties) {
        requireUrl("issuer-uri", properties.getJwt().getIssuerUri());
        requireUrl("jwk-set-uri", properties.getJwt().getJwkSetUri());
    }

    private static void requireUrl(String name, @Nullable String text) {
        if (StringUtils.hasText(text) && !isUrl(text)) {
            throw new InvalidConfigurationPropertyValueException(
                    PREFIX + name, text, "must be a URL such as https://issuer.example");
        }
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = URI.create(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
