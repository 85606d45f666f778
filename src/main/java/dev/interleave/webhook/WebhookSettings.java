package dev.interleave.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// How webhooks are sent.
///
/// @param allowedNetworks networks to which callbacks may go although they are not public, as CIDR, such as
///     `10.1.0.0/16`; none if it is empty. By default, loopback if the service listens there, else none
/// @param secretKey 32 bytes in base64, with which secrets are encrypted in the store; by default, a key file
///     in the data directory
@ConfigurationProperties("interleave.webhooks")
public record WebhookSettings(
        @Nullable List<String> allowedNetworks, @Nullable String secretKey) {}
