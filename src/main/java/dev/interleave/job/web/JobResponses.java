package dev.interleave.job.web;

import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobResult;
import dev.interleave.rest.request.Preconditions;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/// The headers that go with jobs.
public final class JobResponses {

    /// When it is worth looking again at a job that has not finished, in seconds.
    public static final String RETRY_AFTER_SECONDS = "1";

    private JobResponses() {}

    /// Adds what tells a client when to look again.
    public static ResponseEntity.BodyBuilder unfinished(ResponseEntity.BodyBuilder answer) {
        return answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }

    /// @param request for the job at hand, or for an action on it
    /// @param job as it is now
    /// @return whether the client has the current representation already
    /// @throws dev.interleave.rest.problem.ProblemException if a condition of the request does not hold
    public static boolean isNotModified(HttpServletRequest request, Job job) {
        return Preconditions.isNotModified(request, eTag(job), lastModified(job));
    }

    /// @return null while the job changes; also null with a long result, which changes once more when it expires
    public static @Nullable Instant lastModified(Job job) {
        JobResult result = job.result();
        return result == null || result.value() != null ? job.timestamps().finishedAt() : null;
    }

    /// Of all that a job tells, only this changes.
    public static String eTag(Job job) {
        boolean hasValue = job.result() != null && job.result().value() != null;
        return String.format(
                Locale.ROOT,
                "\"%s-%s-%d-%d-%s%s\"",
                job.id(),
                job.state().wireName(),
                job.progress().steps(),
                job.progress().rounds(),
                hasValue ? "v" : "",
                job.history().revision() == 0 ? "" : job.history().revision());
    }
}
