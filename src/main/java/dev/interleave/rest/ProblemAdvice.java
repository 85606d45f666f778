package dev.interleave.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.util.DisconnectedClientHelper;

/// Answers every exception of a controller, or of Spring on the way to it, with a problem.
@RestControllerAdvice
final class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    /// Answers nothing when nobody is there to read it. Throws the same exception again when an answer is already under
    /// way: the container then cuts the connection, so that half an answer does not pass for a whole one.
    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<Problem> answer(Exception thrown, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (isClientGone(thrown)) {
            LOG.debug("Client gone during {} {}", request.getMethod(), request.getRequestURI(), thrown);
            return null;
        }
        if (response.isCommitted()) {
            throw thrown;
        }
        ProblemException problem = SpringProblems.translate(thrown);
        if (problem.type() == ProblemType.INTERNAL_ERROR) {
            LOG.error("Cannot answer {} {}", request.getMethod(), request.getRequestURI(), thrown);
        }
        return ProblemAnswer.entity(request.getRequestURI(), problem);
    }

    private static boolean isClientGone(Exception thrown) {
        return DisconnectedClientHelper.isClientDisconnectedException(thrown)
                && !(NestedExceptionUtils.getMostSpecificCause(thrown) instanceof SocketTimeoutException);
    }
}
