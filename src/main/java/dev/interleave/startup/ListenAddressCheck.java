package dev.interleave.startup;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.NumberUtils;

/// Binds the addresses of the servers and releases them again, so that a start with an address that is in use or
/// invalid ends before the database is touched. Stateless and thread-safe.
public final class ListenAddressCheck implements EnvironmentPostProcessor, Ordered {

    private static final int MAX_PORT = 65_535;

    /// After the configuration files have been read.
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE - 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (application.getWebApplicationType() == WebApplicationType.NONE) {
            return;
        }
        check("server", environment, "8080");
        check("management.server", environment, null);
    }

    /// @param defaultPort null if the server does not exist without a configured port
    private static void check(String prefix, ConfigurableEnvironment environment, @Nullable String defaultPort) {
        String text = environment.getProperty(prefix + ".port", defaultPort == null ? "" : defaultPort);
        if (text.isBlank()) {
            return;
        }
        int port = port(prefix, text.strip());
        InetAddress address = address(prefix, environment.getProperty(prefix + ".address", ""));
        if (port > 0) {
            bind(prefix, address, port);
        }
    }

    private static int port(String prefix, String text) {
        try {
            int port = NumberUtils.parseNumber(text, Integer.class);
            if (port >= -1 && port <= MAX_PORT) {
                return port;
            }
        } catch (IllegalArgumentException e) {
            // refused below
        }
        throw new StartException(
                "The property " + prefix + ".port is not the number of a port: " + text + ".",
                "Set " + prefix + ".port to a number from 1 to " + MAX_PORT + ", or to 0 for any free port.",
                null);
    }

    private static @Nullable InetAddress address(String prefix, String text) {
        try {
            return text.isBlank() ? null : InetAddress.getByName(text.strip());
        } catch (UnknownHostException e) {
            throw new StartException(
                    "The property " + prefix + ".address names a host that cannot be resolved: " + text + ".",
                    "Set " + prefix
                            + ".address to an address of this machine, such as 127.0.0.1, or to 0.0.0.0 for all.",
                    e);
        }
    }

    private static void bind(String prefix, @Nullable InetAddress address, int port) {
        InetSocketAddress wanted = address == null ? new InetSocketAddress(port) : new InetSocketAddress(address, port);
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as Tomcat does
            socket.bind(wanted);
        } catch (IOException e) {
            throw unusable(prefix, wanted, e);
        }
    }

    private static StartException unusable(String prefix, InetSocketAddress wanted, IOException e) {
        String where = wanted.getAddress().getHostAddress() + ", port " + wanted.getPort();
        String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (e instanceof BindException && reason.contains("in use")) {
            return new StartException(
                    "Another process listens on " + where + ".",
                    "Set " + prefix + ".port to a free port, or stop the other process.",
                    e);
        }
        if (reason.contains("permission")) {
            return new StartException(
                    "This user may not listen on " + where + ".",
                    "Set " + prefix + ".port to a port above 1023, or allow this user to bind the port.",
                    e);
        }
        return new StartException(
                "The service cannot listen on " + where + ": " + e.getMessage() + ".",
                "Set " + prefix + ".address to an address of this machine, such as 127.0.0.1, or to 0.0.0.0 for all.",
                e);
    }
}
