package dev.interleave.rest.request;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import java.util.UUID;
import java.util.regex.Pattern;

/// Reads ids from paths.
public final class PathIds {

    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private PathIds() {}

    /// @param text a part of a path
    /// @return the id
    /// @throws ProblemException if it cannot be one, and so names nothing
    public static UUID parse(String text) {
        if (!ID.matcher(text).matches()) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND,
                    "There is nothing with this id. Ids look like 0198c0de-1b5a-7c31-9d9e-6f1f4c0f7a11.");
        }
        return UUID.fromString(text);
    }
}
