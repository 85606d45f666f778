package dev.interleave;

import dev.interleave.access.key.AnonymousAccessPolicy;
import dev.interleave.rest.link.PublicUrl;
import dev.interleave.store.StoreLocation;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Logs where the service is when it accepts requests. Thread-safe.
@Component
final class StartReporter {

    private static final Logger log = LoggerFactory.getLogger(StartReporter.class);
    private static final String PAGE = "/dashboard";

    private final ServerProperties server;
    private final String contextPath;
    private final PublicUrl publicUrl;
    private final StoreLocation store;
    private final AnonymousAccessPolicy access;

    StartReporter(
            ServerProperties server,
            @Value("${server.servlet.context-path:}") String contextPath,
            PublicUrl publicUrl,
            StoreLocation store,
            AnonymousAccessPolicy access) {
        this.server = server;
        this.contextPath = contextPath;
        this.publicUrl = publicUrl;
        this.store = store;
        this.access = access;
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void report(ApplicationReadyEvent event) {
        Environment environment = event.getApplicationContext().getEnvironment();
        String page = address(server, environment.getProperty("local.server.port", ""), contextPath) + PAGE;
        log.info(
                "The service is ready at {}, stores jobs in {} and requires {}",
                publicUrl.url().map(url -> url + PAGE + " (" + page + ")").orElse(page),
                store.describe(),
                access.anonymousCaller().isPresent() ? "no API key" : "an API key");
    }

    /// @param port the port that the service listens on; empty if there is none
    /// @return the URL of the service on this machine, without a slash at its end
    static String address(ServerProperties server, String port, String contextPath) {
        boolean hasTls = Ssl.isEnabled(server.getSsl());
        boolean isDefaultPort = port.equals(hasTls ? "443" : "80");
        return (hasTls ? "https://" : "http://")
                + host(server.getAddress())
                + (port.isEmpty() || isDefaultPort ? "" : ":" + port)
                + (contextPath.endsWith("/") ? contextPath.substring(0, contextPath.length() - 1) : contextPath);
    }

    /// A wildcard address is no address to connect to.
    private static String host(@Nullable InetAddress address) {
        if (address == null || address.isAnyLocalAddress()) {
            return "localhost";
        }
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }
}
