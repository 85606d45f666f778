package dev.interleave.job.web;

import dev.interleave.job.model.Job;
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

    /// Of all that a job tells, only this changes.
    public static String eTag(Job job) {
        boolean hasValue = job.result() != null && job.result().value() != null;
        return "\"%s-%s-%d-%d-%s\""
                .formatted(
                        job.id(),
                        job.state().wireName(),
                        job.progress().steps(),
                        job.progress().rounds(),
                        hasValue ? "v" : "");
    }
}
