package dev.interleave.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Where the database is. Immutable.
@Component
public final class StoreLocation {

    private static final Pattern SQLITE = Pattern.compile("jdbc:sqlite:(file:)?([^?]*).*", Pattern.DOTALL);
    private static final Pattern POSTGRESQL =
            Pattern.compile("jdbc:postgresql:(?://(?:[^/?]*@)?([^/?]*)/?)?([^?]*).*", Pattern.DOTALL);

    private final String description;

    StoreLocation(@Value("${spring.datasource.url}") String url) {
        description = Dialect.of(url) == Dialect.SQLITE ? "the SQLite file " + sqliteFile(url) : postgresql(url);
    }

    /// @return the file of the database, or its host and name; never its parameters, which can be credentials
    public String describe() {
        return description;
    }

    /// @param url a JDBC URL of SQLite
    /// @return the path of the file
    public static String sqliteFile(String url) {
        Matcher parts = matched(SQLITE, url);
        return parts.group(1) == null ? parts.group(2) : decoded(parts.group(2));
    }

    private static String postgresql(String url) {
        Matcher parts = matched(POSTGRESQL, url);
        String host = parts.group(1) == null || parts.group(1).isEmpty() ? "localhost" : parts.group(1);
        String name = parts.group(2).isEmpty() ? "the default database" : "the database " + decoded(parts.group(2));
        return name + " of PostgreSQL on " + host;
    }

    private static Matcher matched(Pattern pattern, String url) {
        Matcher matcher = pattern.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("spring.datasource.url is not supported");
        }
        return matcher;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
