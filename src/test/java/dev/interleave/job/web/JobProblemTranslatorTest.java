package dev.interleave.job.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.job.model.IdempotencyConflictException;
import dev.interleave.job.model.IllegalTransitionException;
import dev.interleave.job.model.InsufficientMemoryException;
import dev.interleave.job.model.JobException;
import dev.interleave.job.model.JobNotFoundException;
import dev.interleave.job.model.JobState;
import dev.interleave.job.model.NoResultException;
import dev.interleave.job.model.QueueFullException;
import dev.interleave.job.model.QuotaExceededException;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JobProblemTranslatorTest {

    private static final UUID ID = UUID.randomUUID();

    private final JobProblemTranslator translator = new JobProblemTranslator();

    @ParameterizedTest
    @MethodSource
    void givesEachExceptionItsProblem(JobException thrown, ProblemType type) {
        ProblemException problem = translator.translate(thrown).orElseThrow();
        assertThat(problem.type()).isEqualTo(type);
        assertThat(problem.detail()).isNotBlank();
    }

    static Stream<Arguments> givesEachExceptionItsProblem() {
        return Stream.of(
                Arguments.of(new JobNotFoundException(ID), ProblemType.NOT_FOUND),
                Arguments.of(
                        new IllegalTransitionException(ID, JobState.SUCCEEDED, JobState.PAUSED),
                        ProblemType.ILLEGAL_TRANSITION),
                Arguments.of(new InsufficientMemoryException(ID), ProblemType.UNAVAILABLE),
                Arguments.of(new QueueFullException(10), ProblemType.QUEUE_FULL),
                Arguments.of(
                        new QuotaExceededException("Too many.", Duration.ofSeconds(3)), ProblemType.QUOTA_EXCEEDED),
                Arguments.of(
                        new IdempotencyConflictException(IdempotencyConflictException.Reason.REUSED),
                        ProblemType.IDEMPOTENCY_KEY_REUSED),
                Arguments.of(
                        new IdempotencyConflictException(IdempotencyConflictException.Reason.IN_USE),
                        ProblemType.IDEMPOTENCY_KEY_IN_USE),
                Arguments.of(
                        new IdempotencyConflictException(IdempotencyConflictException.Reason.GONE),
                        ProblemType.JOB_GONE),
                Arguments.of(
                        new NoResultException(ID, NoResultException.Reason.NOT_FINISHED), ProblemType.JOB_NOT_FINISHED),
                Arguments.of(
                        new NoResultException(ID, NoResultException.Reason.ENDED_WITHOUT),
                        ProblemType.JOB_HAS_NO_RESULT),
                Arguments.of(new NoResultException(ID, NoResultException.Reason.EXPIRED), ProblemType.RESULT_EXPIRED));
    }

    @Test
    void leavesOtherExceptionsToOthers() {
        assertThat(translator.translate(new IllegalStateException())).isEmpty();
    }
}
