package dev.interleave.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Who may receive, and what secrets are locked with.
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");

    @Bean
    @ConditionalOnMissingBean
    HostResolver hostResolver() {
        return host -> List.of(InetAddress.getAllByName(host));
    }

    /// A service that only this machine can reach may call this machine.
    @Bean
    Receivers receivers(HostResolver resolver, WebhookSettings settings, @Value("${server.address}") String listening)
            throws UnknownHostException {
        boolean local = settings.allowedNetworks().isEmpty()
                && InetAddress.getByName(listening).isLoopbackAddress();
        return new Receivers(resolver, new AddressPolicy(local ? LOOPBACK : settings.allowedNetworks()));
    }

    @Bean
    SecretVault secretVault(WebhookSettings settings, @Value("${interleave.data-dir}") Path dataDirectory) {
        return new SecretVault(SecretKeyFile.key(settings.secretKey(), dataDirectory));
    }
}
