package dev.interleave.rest.link;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.stereotype.Component;

/// The URL under which clients reach the service, if it is configured. Immutable.
@Component
public final class PublicUrl {

    private static final String PROPERTY = "interleave.public-url";

    /// Segments without a dot at the start, so that no client resolves `.` or `..` to another path.
    private static final Pattern PATH = Pattern.compile("(/[^/.][^/]*)*");

    private static final int MAX_PORT = 65_535;

    private final @Nullable URI url;
    private final BasePath basePath;

    /// @param contextPath the context path of the service, for links without a public URL
    public PublicUrl(LinkSettings settings, @Value("${server.servlet.context-path:}") String contextPath) {
        String text = settings.publicUrl() == null ? "" : settings.publicUrl().strip();
        url = text.isEmpty() ? null : checked(text);
        basePath = BasePath.of(url == null ? contextPath : url.toString());
    }

    /// @return the URL without a slash at its end, if it is configured
    public Optional<URI> url() {
        return Optional.ofNullable(url);
    }

    /// @return the origin of the URL in the form of the header `Origin`, if the URL is configured
    public Optional<String> origin() {
        return url().map(PublicUrl::originOf);
    }

    /// @return the base path of links that are rendered without a request: the URL, or the context path
    public BasePath basePath() {
        return basePath;
    }

    private static String originOf(URI url) {
        boolean isDefaultPort = url.getPort() == (url.getScheme().equals("https") ? 443 : 80);
        String port = url.getPort() == -1 || isDefaultPort ? "" : ":" + url.getPort();
        return url.getScheme() + "://" + url.getHost() + port;
    }

    private static URI checked(String text) {
        try {
            URI given = new URI(text);
            String scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
            boolean isValid = (scheme.equals("http") || scheme.equals("https"))
                    && given.getHost() != null
                    && given.getRawUserInfo() == null
                    && given.getRawQuery() == null
                    && given.getRawFragment() == null
                    && given.getPort() != 0
                    && given.getPort() <= MAX_PORT;
            String path = isValid ? BasePath.of(given.getRawPath()).value() : "";
            if (isValid && PATH.matcher(path).matches()) {
                String port = given.getPort() == -1 ? "" : ":" + given.getPort();
                return new URI(scheme + "://" + given.getHost().toLowerCase(Locale.ROOT) + port + path);
            }
        } catch (URISyntaxException e) {
            // has the same answer as other values that are not allowed
        }
        throw new InvalidConfigurationPropertyValueException(
                PROPERTY,
                text,
                "must be an absolute http or https URL without user info, query and fragment, such as"
                        + " https://jobs.example/interleave");
    }
}
