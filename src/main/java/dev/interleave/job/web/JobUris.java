package dev.interleave.job.web;

import dev.interleave.rest.ProblemException;
import dev.interleave.rest.ProblemType;
import java.util.UUID;
import java.util.regex.Pattern;

/// The paths of jobs.
final class JobUris {

    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private JobUris() {}

    static String job(UUID id) {
        return "/v1/jobs/" + id;
    }

    static String result(UUID id) {
        return job(id) + "/result";
    }

    /// Reads an id from a path. What cannot be one names no job.
    ///
    /// @throws ProblemException if it cannot be one
    static UUID id(String text) {
        if (!ID.matcher(text).matches()) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND,
                    "There is no job with this id. Ids of jobs look like 0198c0de-1b5a-7c31-9d9e-6f1f4c0f7a11.");
        }
        return UUID.fromString(text);
    }
}
