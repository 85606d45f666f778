package dev.interleave.rest.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.util.DisconnectedClientHelper;

/// Maps the exceptions of controllers and of Spring MVC to problems.
@RestControllerAdvice
@Hidden
final class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final List<ProblemTranslator> translators;

    ProblemAdvice(List<ProblemTranslator> translators) {
        this.translators = translators;
    }

    /// Writes nothing if the client has gone, or if the container has already sent a response. Throws the same
    /// exception again when an answer is already under way: the container then cuts the connection, so that an
    /// answer does not pass for a whole one.
    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<Problem> answer(Exception thrown, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (!SpringProblems.isOfTheStore(thrown) && DisconnectedClientHelper.isClientDisconnectedException(thrown)) {
            LOG.debug("Client gone during {} {}", request.getMethod(), request.getRequestURI(), thrown);
            return null;
        }
        if (response.isCommitted()) {
            return afterCommit(thrown);
        }
        ProblemException problem = translate(thrown);
        if (problem.type() == ProblemType.INTERNAL_ERROR) {
            LOG.error("Cannot answer {} {}", request.getMethod(), request.getRequestURI(), thrown);
        }
        if (problem.type() == ProblemType.STORE_UNAVAILABLE) {
            LOG.warn(
                    "The store failed {} {}: {}",
                    request.getMethod(),
                    request.getRequestURI(),
                    rootCause(thrown).toString());
        }
        return ProblemResponse.entity(request, problem);
    }

    private ProblemException translate(Exception thrown) {
        return translators.stream()
                .flatMap(translator -> translator.translate(thrown).stream())
                .findFirst()
                .orElseGet(() -> SpringProblems.translate(thrown));
    }

    private static Throwable rootCause(Exception thrown) {
        return Objects.requireNonNullElse(NestedExceptionUtils.getRootCause(thrown), thrown);
    }

    private static @Nullable ResponseEntity<Problem> afterCommit(Exception thrown) throws Exception {
        // When reading a body fails, Tomcat itself sends 400 or 408 to the error controller.
        if (thrown instanceof HttpMessageNotReadableException) {
            return null;
        }
        throw thrown;
    }
}
