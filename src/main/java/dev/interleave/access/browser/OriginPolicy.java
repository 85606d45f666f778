package dev.interleave.access.browser;

import dev.interleave.access.SecuritySettings;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.stereotype.Component;

/// Which names the service answers to while it asks for no key, and which other sites' pages may call it.
/// Immutable.
///
/// A page whose name was made to lead to this machine after it was loaded (DNS rebinding) still sends that name
/// as the host. It cannot do so with an address: nobody can make an address lead elsewhere.
@Component
public final class OriginPolicy {

    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
    private static final Pattern ORIGIN = Pattern.compile("https?://([a-z0-9.-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9A-Fa-f:.%]+]");

    private final Set<String> hosts;
    private final List<String> origins;

    OriginPolicy(SecuritySettings settings) {
        hosts = new HashSet<>(checked("allowed-hosts", HOST, settings.allowedHosts(), "a host name without a port"));
        origins =
                checked("allowed-origins", ORIGIN, settings.allowedOrigins(), "an origin such as https://app.example");
    }

    /// @param header what a request says that it was sent to, or null
    /// @return whether that is this service; who sends no host is no browser
    boolean isHost(@Nullable String header) {
        if (header == null) {
            return true;
        }
        String name = PORT.matcher(header).replaceFirst("").toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || ADDRESS.matcher(name).matches()
                || name.endsWith(".localhost")
                || hosts.contains(name);
    }

    /// @param header where a request says that it comes from, or null
    /// @return whether that is another site whose pages may call this service
    boolean isOrigin(@Nullable String header) {
        return header != null && origins.contains(header);
    }

    /// @return those sites
    public List<String> origins() {
        return origins;
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
