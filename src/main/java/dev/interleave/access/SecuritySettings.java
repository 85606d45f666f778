package dev.interleave.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Who may use the service.
///
/// @param apiKeys the keys of the configuration: a list of keys, which are those of admins, or of entries with
///     `key` or `sha256`, `name`, `role` and `owner`. With none, a service that listens on loopback asks for no
///     key, and any other one makes a key at its first start and logs it
/// @param allowedHosts names under which a service that asks for no key may be called, besides localhost and
///     addresses, such as those of a proxy in front of it
/// @param allowedOrigins pages of which other sites may call the service from a browser, such as
///     `https://app.example`; by default, those of none
@ConfigurationProperties("interleave.security")
public record SecuritySettings(
        @Nullable List<ApiKeySetting> apiKeys,
        @Nullable List<String> allowedHosts,
        @Nullable List<String> allowedOrigins) {

    /// A key of the configuration.
    ///
    /// @param key the key itself, if not its hash
    /// @param sha256 the SHA-256 of the key in hex, so that the configuration does not tell the key
    /// @param name to know it by in the log; by default, its place in the list
    /// @param role what it may do; by default, everything
    /// @param owner for whom; by default its name, so that keys with names do not see each other's jobs
    public record ApiKeySetting(
            @Nullable String key,
            @Nullable String sha256,
            @Nullable String name,
            @Nullable Role role,
            @Nullable String owner) {

        /// For lists of plain keys, which Spring reads with this.
        ///
        /// @param key the key itself
        /// @return one of an admin
        public static ApiKeySetting of(String key) {
            return new ApiKeySetting(key, null, null, null, null);
        }

        /// So that no log shows a key.
        @Override
        public String toString() {
            return "key of " + name;
        }
    }
}
