package dev.interleave.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Settings of access to the service. Immutable.
///
/// @param apiKeys a list of admin keys, or of entries with `key` or `sha256`, `name`, `role` and `owner`. With
///     none, a service that listens on loopback requires no key, and any other service creates a key at its
///     first start and logs it
/// @param allowedHosts host names, besides localhost and addresses, that a service without keys accepts, such
///     as the name of a proxy
/// @param allowedOrigins origins whose pages may call the service from a browser, such as
///     `https://app.example`; none by default
@ConfigurationProperties("interleave.security")
public record SecuritySettings(
        @Nullable List<ApiKeySetting> apiKeys,
        @Nullable List<String> allowedHosts,
        @Nullable List<String> allowedOrigins) {

    /// A configured API key.
    ///
    /// @param key the key; exactly one of `key` and `sha256` is given
    /// @param sha256 the SHA-256 of the key in hex, to keep the key out of the configuration
    /// @param name identifies the key in the log; by default, its position in the list
    /// @param role by default, admin
    /// @param owner the tenant of the key; by default its name, so that named keys do not share jobs
    public record ApiKeySetting(
            @Nullable String key,
            @Nullable String sha256,
            @Nullable String name,
            @Nullable Role role,
            @Nullable String owner) {

        /// Called by Spring to convert an entry that is only a key.
        ///
        /// @return the setting of an admin key
        public static ApiKeySetting of(String key) {
            return new ApiKeySetting(key, null, null, null, null);
        }

        /// Does not show the key.
        @Override
        public String toString() {
            return "key of " + name;
        }
    }
}
