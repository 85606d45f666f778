package dev.interleave.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Settings of webhooks. Immutable.
///
/// @param allowedNetworks non-public networks that callbacks can be sent to, in CIDR notation such as
///     `10.1.0.0/16`. Empty for none; by default, loopback if the service listens there, else none
/// @param secretKey 32 bytes in base64, the key that encrypts secrets in the store; by default, the content of a
///     key file in the data directory
@ConfigurationProperties("interleave.webhooks")
public record WebhookSettings(
        @Nullable List<String> allowedNetworks, @Nullable String secretKey) {}
