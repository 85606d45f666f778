package dev.interleave.access.key;

import dev.interleave.access.Caller;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.stereotype.Component;

/// Whether a key is needed at all: not if neither a key nor an issuer of tokens is configured and only this
/// machine can reach the service.
/// Thread-safe.
@Component
public final class AnonymousAccessPolicy implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(AnonymousAccessPolicy.class);
    private static final String FIRST = "initial";

    private final boolean open;
    private final boolean tokens;
    private final ApiKeyRegistry keys;

    AnonymousAccessPolicy(
            ServerProperties server,
            ConfiguredKeys configured,
            ObjectProvider<JwtDecoder> tokens,
            ApiKeyRegistry keys) {
        this.tokens = tokens.stream().findAny().isPresent();
        this.open = configured.isEmpty() && !this.tokens && isLoopback(server.getAddress());
        this.keys = keys;
    }

    /// @return who somebody without a key is, if they may come in
    public Optional<Caller> withoutKey() {
        return open ? Optional.of(Caller.ANYBODY) : Optional.empty();
    }

    /// Before the first request, somebody must be able to come in: by a token, if there is an issuer.
    @Override
    public void afterSingletonsInstantiated() {
        if (!open && !tokens) {
            keys.createFirst(FIRST)
                    .ifPresent(made -> log.warn(
                            "API keys are needed here and there is none for an admin, so one was made. It is shown"
                                    + " only now: {} (send it as \"Authorization: Bearer …\"; POST /v1/api-keys makes"
                                    + " others, {} configures them)",
                            made.text(),
                            ConfiguredKeys.PROPERTY));
        }
    }

    private static boolean isLoopback(@Nullable InetAddress address) {
        return address != null && address.isLoopbackAddress();
    }
}
