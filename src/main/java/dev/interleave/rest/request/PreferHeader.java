package dev.interleave.rest.request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The header `Prefer` (RFC 7240): the seconds that the client is willing to wait, at most [#MAX_WAIT_SECONDS].
/// Immutable.
///
/// Unknown or malformed preferences are ignored, as the RFC requires.
public record PreferHeader(OptionalInt waitSeconds) {

    public static final int MAX_WAIT_SECONDS = 60;

    /// The longest wait in fact. Proxies commonly give up after 60 s, so the answer leaves a little earlier. It
    /// satisfies `wait=60`, which is an upper bound.
    static final Duration LONGEST_WAIT = Duration.ofSeconds(58);

    private static final Pattern SECONDS = Pattern.compile("0*([0-9]{1,9})|[0-9]+");

    /// @param headerValues the values of all `PreferHeader` header lines, in order
    public static PreferHeader parse(List<String> headerValues) {
        return headerValues.stream()
                .flatMap(line -> splitUnquoted(line, ',').stream())
                .map(preference -> splitUnquoted(preference, ';').getFirst())
                .map(preference -> splitUnquoted(preference, '='))
                .filter(parts -> parts.getFirst().strip().equalsIgnoreCase("wait"))
                .findFirst()
                .map(parts -> new PreferHeader(parts.size() == 2 ? seconds(parts.getLast()) : OptionalInt.empty()))
                .orElse(new PreferHeader(OptionalInt.empty()));
    }

    /// The value of `Preference-Applied`, when there is a preference to confirm.
    public Optional<String> appliedHeader() {
        return waitSeconds.isPresent() ? Optional.of("wait=" + waitSeconds.getAsInt()) : Optional.empty();
    }

    /// @return how long to wait: the seconds of the client, but at most 58 s; zero if there is no preference
    public Duration longestWait() {
        Duration wanted = Duration.ofSeconds(waitSeconds.orElse(0));
        return wanted.compareTo(LONGEST_WAIT) < 0 ? wanted : LONGEST_WAIT;
    }

    private static OptionalInt seconds(String word) {
        String text = word.strip();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        String value = quoted ? text.substring(1, text.length() - 1) : text;
        Matcher seconds = SECONDS.matcher(value);
        if (!seconds.matches()) {
            return OptionalInt.empty();
        }
        String digits = seconds.group(1);
        return OptionalInt.of(digits == null ? MAX_WAIT_SECONDS : Math.min(Integer.parseInt(digits), MAX_WAIT_SECONDS));
    }

    private static List<String> splitUnquoted(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\') {
                i++; // the next character is meant literally
            } else if (!quoted && c == separator) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
