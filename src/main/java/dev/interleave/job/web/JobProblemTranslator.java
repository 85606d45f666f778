package dev.interleave.job.web;

import dev.interleave.job.model.IdempotencyConflictException;
import dev.interleave.job.model.IllegalTransitionException;
import dev.interleave.job.model.JobNotFoundException;
import dev.interleave.job.model.NoResultException;
import dev.interleave.job.model.QueueFullException;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemTranslator;
import dev.interleave.rest.problem.ProblemType;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Tells clients what the room `job` throws.
@Component
final class JobProblemTranslator implements ProblemTranslator {

    @Override
    public Optional<ProblemException> translate(Exception thrown) {
        return switch (thrown) {
            case JobNotFoundException e ->
                problem(
                        ProblemType.NOT_FOUND,
                        text(e) + " It may have been deleted, or forgotten after its retention time.");
            case IllegalTransitionException e -> problem(ProblemType.ILLEGAL_TRANSITION, text(e));
            case QueueFullException e ->
                problem(ProblemType.QUEUE_FULL, text(e) + " Send the request again a little later.", 5);
            case IdempotencyConflictException e -> conflict(e.reason());
            case NoResultException e -> noResult(e);
            default -> Optional.empty();
        };
    }

    private static Optional<ProblemException> noResult(NoResultException e) {
        return switch (e.reason()) {
            case NOT_FINISHED -> problem(ProblemType.JOB_NOT_FINISHED, text(e), 1);
            case ENDED_WITHOUT -> problem(ProblemType.JOB_HAS_NO_RESULT, text(e));
            case EXPIRED -> problem(ProblemType.RESULT_EXPIRED, text(e) + " Submit the job again.");
        };
    }

    private static Optional<ProblemException> conflict(IdempotencyConflictException.Reason reason) {
        return switch (reason) {
            case REUSED ->
                problem(
                        ProblemType.IDEMPOTENCY_KEY_REUSED,
                        "This Idempotency-Key came with another request before. Use a new key for a new request.");
            case IN_USE ->
                problem(
                        ProblemType.IDEMPOTENCY_KEY_IN_USE,
                        "A request with this Idempotency-Key is being handled right now. Repeat it a little later.",
                        1);
            case GONE ->
                problem(
                        ProblemType.JOB_GONE,
                        "What this Idempotency-Key had made was deleted. Use a new key to submit it again.");
        };
    }

    private static Optional<ProblemException> problem(ProblemType type, String detail) {
        return Optional.of(new ProblemException(type, detail));
    }

    private static Optional<ProblemException> problem(ProblemType type, String detail, int retryAfterSeconds) {
        return Optional.of(new ProblemException(type, detail)
                .withHeader(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfterSeconds)));
    }

    private static String text(Exception e) {
        return Objects.requireNonNull(e.getMessage());
    }
}
