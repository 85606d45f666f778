package dev.interleave.schedule.web;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemTranslator;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.schedule.InvalidJobException;
import dev.interleave.schedule.ScheduleException;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Translates the exceptions of schedules to problems. Thread-safe.
@Component
final class ScheduleProblemTranslator implements ProblemTranslator {

    @Override
    public Optional<ProblemException> translate(Exception thrown) {
        return switch (thrown) {
            case ScheduleException e -> Optional.of(problem(e));
            case InvalidJobException e ->
                Optional.of(new ProblemException(
                        ProblemType.INVALID_INPUT,
                        "The job of this schedule is no longer valid: " + e.getMessage()
                                + ". Change the job of the schedule with PATCH."));
            default -> Optional.empty();
        };
    }

    private static ProblemException problem(ScheduleException exception) {
        String detail = Objects.requireNonNull(exception.getMessage());
        return switch (exception) {
            case ScheduleException.NotFound _ -> new ProblemException(ProblemType.NOT_FOUND, detail);
            case ScheduleException.NameTaken _ -> new ProblemException(ProblemType.SCHEDULE_EXISTS, detail);
            case ScheduleException.LimitReached _ -> new ProblemException(ProblemType.INVALID_INPUT, detail);
            case ScheduleException.Changed _ ->
                new ProblemException(ProblemType.UNAVAILABLE, detail).withHeader(HttpHeaders.RETRY_AFTER, "1");
        };
    }
}
