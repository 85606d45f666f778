package dev.interleave.webhook.target;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/// The URL of a callback whose text is valid. Immutable. Ambiguous spellings are refused, not interpreted.
///
/// @param uri http or https
/// @param host the host name or address, without brackets
public record CallbackUrl(URI uri, String host) {

    static final int MAX_LENGTH = 2_048;
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-\\[\\]-~]+"); // no backslash
    private static final Pattern NAME = Pattern.compile(
            "[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?)*");
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern NUMBER_LIKE = Pattern.compile("(?i)(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)\\.?");

    /// A URL is refused; the message says what the URL must be, as a predicate without a subject.
    public static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        RefusedException(String reason) {
            super(reason, null, false, false);
        }
    }

    static CallbackUrl parse(String text) throws RefusedException {
        if (text.length() > MAX_LENGTH) {
            throw new RefusedException("must have at most " + MAX_LENGTH + " characters");
        }
        if (!VISIBLE_ASCII.matcher(text).matches()) {
            throw new RefusedException("must consist of visible ASCII characters, without spaces and backslashes");
        }
        URI uri = uri(text);
        requireHttp(uri);
        return new CallbackUrl(uri, host(uri));
    }

    private static URI uri(String text) throws RefusedException {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new RefusedException("must be a URL such as https://example.com/hook");
        }
    }

    private static void requireHttp(URI uri) throws RefusedException {
        String scheme = uri.getScheme();
        if (scheme == null || !(scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))) {
            throw new RefusedException("must start with https:// or http://");
        }
        if (uri.getRawUserInfo() != null
                || (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@"))) {
            throw new RefusedException("must not have a user name or password");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new RefusedException("must have a port from 1 to 65535, or none");
        }
    }

    private static String host(URI uri) throws RefusedException {
        String host = uri.getHost();
        if (host == null || host.length() > 255) {
            throw new RefusedException("must have a host name or address");
        }
        if (host.startsWith("[")) {
            return ipv6(host.substring(1, host.length() - 1));
        }
        if (!NAME.matcher(host).matches()
                || (NUMBER_LIKE.matcher(host).matches() && !IPV4.matcher(host).matches())) {
            throw new RefusedException(
                    "must have a plain host name without a trailing dot, or an address such as 192.0.2.1 or [2001:db8::1]");
        }
        return host;
    }

    private static String ipv6(String literal) throws RefusedException {
        try {
            if (!literal.contains("%")) {
                InetAddress address = Inet6Address.ofLiteral(literal);
                return address.getHostAddress();
            }
        } catch (IllegalArgumentException e) {
            // refused below
        }
        throw new RefusedException("must have an IPv6 address such as [2001:db8::1], without a zone");
    }
}
