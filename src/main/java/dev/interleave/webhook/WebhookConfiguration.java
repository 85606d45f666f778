package dev.interleave.webhook;

import dev.interleave.webhook.signing.SecretCipher;
import dev.interleave.webhook.signing.SecretKeyFile;
import dev.interleave.webhook.target.AddressPolicy;
import dev.interleave.webhook.target.HostResolver;
import dev.interleave.webhook.target.TargetValidator;
import dev.interleave.webhook.target.TimeoutDnsResolver;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires the validation of targets and the encryption of secrets.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
class WebhookConfiguration {

    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");

    @Bean
    @ConditionalOnMissingBean
    HostResolver hostResolver() {
        return new TimeoutDnsResolver();
    }

    @Bean
    TargetValidator targetValidator(HostResolver resolver, WebhookSettings settings, ServerProperties server) {
        List<String> allowed = settings.allowedNetworks();
        return new TargetValidator(resolver, allowed == null ? defaultPolicy(server.getAddress()) : policy(allowed));
    }

    @Bean
    SecretCipher secretCipher(WebhookSettings settings, @Value("${interleave.data-dir}") Path dataDirectory) {
        return new SecretCipher(SecretKeyFile.read(settings.secretKey(), dataDirectory));
    }

    /// A service that only the local host can reach can send to the local host.
    private static AddressPolicy defaultPolicy(@Nullable InetAddress listening) {
        boolean local = listening != null && listening.isLoopbackAddress();
        return new AddressPolicy(local ? LOOPBACK : List.of());
    }

    private static AddressPolicy policy(List<String> allowed) {
        try {
            return new AddressPolicy(allowed);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException(
                    "interleave.webhooks.allowed-networks", allowed, e.getMessage());
        }
    }
}
