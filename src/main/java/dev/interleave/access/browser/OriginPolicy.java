package dev.interleave.access.browser;

import dev.interleave.access.SecuritySettings;
import dev.interleave.rest.link.PublicUrl;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.stereotype.Component;

/// Decides which host names the service accepts while it requires no key, and which other origins can call it.
/// Immutable.
///
/// A page whose name resolves to this host after it was loaded (DNS rebinding) still sends its name as the
/// host. So names are restricted; addresses are not, because they cannot be rebound.
@Component
public final class OriginPolicy {

    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
    private static final Pattern ORIGIN = Pattern.compile("https?://([a-z0-9.-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9A-Fa-f:.%]+]");

    private final Set<String> hosts;
    private final List<String> origins;
    private final @Nullable String ownOrigin;

    OriginPolicy(SecuritySettings settings, PublicUrl publicUrl) {
        hosts = new HashSet<>(checked("allowed-hosts", HOST, settings.allowedHosts(), "a host name without a port"));
        origins =
                checked("allowed-origins", ORIGIN, settings.allowedOrigins(), "an origin such as https://app.example")
                        .stream()
                        .map(OriginPolicy::withoutDefaultPort)
                        .toList();
        ownOrigin = publicUrl.origin().orElse(null);
        publicUrl.url().ifPresent(url -> hosts.add(url.getHost()));
    }

    /// @param header the `Host` header, or null
    /// @return whether the service accepts it; requests without it do not come from a browser
    boolean isAllowedHost(@Nullable String header) {
        if (header == null) {
            return true;
        }
        String name = PORT.matcher(header).replaceFirst("").toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || ADDRESS.matcher(name).matches()
                || name.endsWith(".localhost")
                || hosts.contains(name);
    }

    /// @param header the `Origin` header, or null
    /// @return whether it is a configured origin
    boolean isAllowedOrigin(@Nullable String header) {
        return header != null && origins.contains(header);
    }

    /// @param header the `Origin` header, or null
    /// @return whether it is the origin of the public URL of the service
    boolean isOwnOrigin(@Nullable String header) {
        return header != null && header.equals(ownOrigin);
    }

    /// @return the configured origins
    public List<String> origins() {
        return origins;
    }

    /// Browsers leave out the default port of the scheme.
    private static String withoutDefaultPort(String origin) {
        String port = origin.startsWith("https:") ? ":443" : ":80";
        return origin.endsWith(port) ? origin.substring(0, origin.length() - port.length()) : origin;
    }

    private static List<String> checked(
            String property, Pattern pattern, @Nullable List<String> texts, String expected) {
        List<String> lower = Objects.requireNonNullElse(texts, List.<String>of()).stream()
                .map(text -> text.strip().toLowerCase(Locale.ROOT))
                .toList();
        for (int i = 0; i < lower.size(); i++) {
            if (!pattern.matcher(lower.get(i)).matches()) {
                throw new InvalidConfigurationPropertyValueException(
                        "interleave.security." + property + "[" + i + "]", lower.get(i), "must be " + expected);
            }
        }
        return lower;
    }
}
