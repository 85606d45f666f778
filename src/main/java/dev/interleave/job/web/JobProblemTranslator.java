package dev.interleave.job.web;

import dev.interleave.job.model.IdempotencyConflictException;
import dev.interleave.job.model.IllegalTransitionException;
import dev.interleave.job.model.InsufficientMemoryException;
import dev.interleave.job.model.JobException;
import dev.interleave.job.model.JobNotFoundException;
import dev.interleave.job.model.NoResultException;
import dev.interleave.job.model.PredecessorNotFoundException;
import dev.interleave.job.model.QueueFullException;
import dev.interleave.job.model.QuotaExceededException;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemTranslator;
import dev.interleave.rest.problem.ProblemType;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Translates the exceptions of the domain into problems. Thread-safe.
@Component
final class JobProblemTranslator implements ProblemTranslator {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(5);

    @Override
    public Optional<ProblemException> translate(Exception thrown) {
        return thrown instanceof JobException e ? Optional.of(translate(e)) : Optional.empty();
    }

    private static ProblemException translate(JobException thrown) {
        String detail = thrown.description();
        return switch (thrown) {
            case JobNotFoundException _ ->
                new ProblemException(
                        ProblemType.NOT_FOUND, detail + " It may have been deleted at the end of its retention.");
            case IllegalTransitionException _ -> new ProblemException(ProblemType.ILLEGAL_TRANSITION, detail);
            case PredecessorNotFoundException _ ->
                new ProblemException(ProblemType.INVALID_INPUT, detail + " Leave it out, if it was deleted.");
            case InsufficientMemoryException _ ->
                new ProblemException(
                        ProblemType.UNAVAILABLE,
                        detail + " Request the decimal digits, or try again when fewer jobs are running.");
            case QueueFullException _ ->
                retryable(ProblemType.QUEUE_FULL, detail + " Send the request again later.", LATER);
            case QuotaExceededException e -> retryable(ProblemType.QUOTA_EXCEEDED, detail, e.retryAfter());
            case IdempotencyConflictException e -> translate(e);
            case NoResultException e -> translate(e);
        };
    }

    private static ProblemException translate(NoResultException e) {
        return switch (e.reason()) {
            case NOT_FINISHED -> retryable(ProblemType.JOB_NOT_FINISHED, e.description(), SOON);
            case ENDED_WITHOUT -> new ProblemException(ProblemType.JOB_HAS_NO_RESULT, e.description());
            case EXPIRED ->
                new ProblemException(ProblemType.RESULT_EXPIRED, e.description() + " Submit the job again.");
        };
    }

    private static ProblemException translate(IdempotencyConflictException e) {
        return switch (e.reason()) {
            case REUSED -> new ProblemException(ProblemType.IDEMPOTENCY_KEY_REUSED, e.description());
            case IN_USE -> retryable(ProblemType.IDEMPOTENCY_KEY_IN_USE, e.description(), SOON);
            case GONE -> new ProblemException(ProblemType.JOB_GONE, e.description());
        };
    }

    private static ProblemException retryable(ProblemType type, String detail, Duration retryAfter) {
        long seconds = Math.max(1, Math.ceilDiv(retryAfter.toMillis(), 1_000));
        return new ProblemException(type, detail).withHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
    }
}
