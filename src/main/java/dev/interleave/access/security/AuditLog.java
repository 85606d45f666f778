package dev.interleave.access.security;

import dev.interleave.access.Caller;
import dev.interleave.rest.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the audit log: changes and refused requests. Thread-safe. Its values have no line breaks: names and
/// owners exclude them, and the container rejects such paths.
public final class AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.interleave.audit");

    private AuditLog() {}

    /// Logs a request that changes something.
    ///
    /// @param outcome the status of the response, or an error
    public static void changed(Caller caller, HttpServletRequest request, String outcome) {
        LOG.info(
                "{} of \"{}\" did {} {}: {}",
                caller.name(),
                caller.owner(),
                request.getMethod(),
                request.getRequestURI(),
                outcome);
    }

    /// Logs a refused request.
    ///
    /// @param caller [Caller#ANONYMOUS] if it is unknown
    public static void refused(Caller caller, HttpServletRequest request, ProblemException problem) {
        String reason = problem.type().slug();
        if (caller.equals(Caller.ANONYMOUS)) {
            LOG.info("{} {} was refused: {}", request.getMethod(), request.getRequestURI(), reason);
        } else {
            LOG.info(
                    "{} of \"{}\" was refused {} {}: {}",
                    caller.name(),
                    caller.owner(),
                    request.getMethod(),
                    request.getRequestURI(),
                    reason);
        }
    }
}
