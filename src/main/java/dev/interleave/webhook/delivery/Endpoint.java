package dev.interleave.webhook.delivery;

import dev.interleave.webhook.Callback;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/// An owner with a URL: what deliveries are isolated by. Immutable.
///
/// @param owner the owner of the callback
/// @param host the host and port, the same for all spellings
/// @param resource path and query of the URL
record Endpoint(String owner, String host, String resource) {

    /// @param callback whose URL was allowed
    static Endpoint of(Callback callback) {
        return of(callback.owner(), URI.create(callback.url()));
    }

    /// @param url an allowed URL
    static Endpoint of(String owner, URI url) {
        String query = url.getRawQuery();
        String path = Objects.requireNonNullElse(url.getRawPath(), "");
        return new Endpoint(owner, host(url), (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query));
    }

    private static String host(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        int standard = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
        return name + ":" + (url.getPort() < 0 ? standard : url.getPort());
    }
}
