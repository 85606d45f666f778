package dev.interleave.rest.request;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the query parameter `pageSize`.
public final class PageSize {

    private static final int DEFAULT = 50;
    private static final int MAX = 200;
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,2}");

    private PageSize() {}

    /// @param text what the client sends, if anything
    /// @return from 1 to 200
    /// @throws ProblemException if it is anything else
    public static int parse(@Nullable String text) {
        if (text == null) {
            return DEFAULT;
        }
        if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) > MAX) {
            throw new ProblemException(
                    ProblemType.INVALID_PARAMETER, "pageSize must be a whole number from 1 to " + MAX + ".");
        }
        return Integer.parseInt(text);
    }
}
