package dev.interleave.webhook.web;

import dev.interleave.rest.problem.FieldError;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemTranslator;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.webhook.registration.CallbackException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Translates the exceptions of callbacks to problems.
@Component
final class WebhookProblemTranslator implements ProblemTranslator {

    @Override
    public Optional<ProblemException> translate(Exception thrown) {
        return thrown instanceof CallbackException exception ? Optional.of(problem(exception)) : Optional.empty();
    }

    /// @param errors at least one, with the pointer of a URL
    static ProblemException urlsRefused(List<FieldError> errors) {
        return new ProblemException(
                ProblemType.CALLBACK_URL_REFUSED,
                "The callback URL " + errors.getFirst().detail() + ".",
                errors);
    }

    private static ProblemException problem(CallbackException exception) {
        String detail = Objects.requireNonNull(exception.getMessage());
        return switch (exception) {
            case CallbackException.NotFound _ -> new ProblemException(ProblemType.NOT_FOUND, detail);
            case CallbackException.LimitReached _ -> new ProblemException(ProblemType.INVALID_INPUT, detail);
            case CallbackException.UrlRefused refused -> urlsRefused(List.of(new FieldError("/url", refused.reason())));
        };
    }
}
