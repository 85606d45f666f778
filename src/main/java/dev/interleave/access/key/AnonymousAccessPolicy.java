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

/// Decides whether requests without credentials are accepted: only if neither a key nor a token issuer is
/// configured and the service listens on loopback. Thread-safe.
@Component
public final class AnonymousAccessPolicy implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(AnonymousAccessPolicy.class);
    private static final String INITIAL_KEY = "initial";

    private final boolean anonymous;
    private final boolean hasTokenIssuer;
    private final ApiKeyRegistry keys;

    AnonymousAccessPolicy(
            ServerProperties server,
            ConfiguredKeys configured,
            ObjectProvider<JwtDecoder> decoder,
            ApiKeyRegistry keys) {
        this.hasTokenIssuer = decoder.stream().findAny().isPresent();
        this.anonymous = configured.isEmpty() && !hasTokenIssuer && isLoopback(server.getAddress());
        this.keys = keys;
    }

    /// @return the caller of requests without credentials; empty if credentials are required
    public Optional<Caller> anonymousCaller() {
        return anonymous ? Optional.of(Caller.ANONYMOUS) : Optional.empty();
    }

    /// Creates an admin key before the first request, unless there is one or a token issuer is configured.
    @Override
    public void afterSingletonsInstantiated() {
        if (!anonymous && !hasTokenIssuer) {
            keys.createInitial(INITIAL_KEY)
                    .ifPresent(created -> log.warn(
                            "No admin API key exists, so one was created. It is shown only now: {} (send it as \"Authorization: Bearer …\";"
                                    + " create others with POST /v1/api-keys, or configure them as {})",
                            created.text(),
                            ConfiguredKeys.PROPERTY));
        }
    }

    private static boolean isLoopback(@Nullable InetAddress address) {
        return address != null && address.isLoopbackAddress();
    }
}
