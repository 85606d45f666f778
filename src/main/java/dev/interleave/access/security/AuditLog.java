package dev.interleave.access.security;

import dev.interleave.access.Caller;
import dev.interleave.rest.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who did what, for whoever has to find out later. Nothing that is told here has a line break in it: names
/// and owners have none, and the container takes no path that does.
public final class AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.interleave.audit");

    private AuditLog() {}

    /// @param caller who sends the request
    /// @param request that changes something
    /// @param outcome the status of the answer, or what else came of it
    public static void did(Caller caller, HttpServletRequest request, String outcome) {
        LOG.info(
                "{} of \"{}\" did {} {}: {}",
                caller.name(),
                caller.owner(),
                request.getMethod(),
                request.getRequestURI(),
                outcome);
    }

    /// @param caller whose request it is, or [Caller#ANYBODY] if that is not known
    /// @param request that is not let in
    /// @param problem the answer
    public static void refused(Caller caller, HttpServletRequest request, ProblemException problem) {
        String what = problem.type().slug();
        if (caller.equals(Caller.ANYBODY)) {
            LOG.info("{} {} was refused: {}", request.getMethod(), request.getRequestURI(), what);
        } else {
            LOG.info(
                    "{} of \"{}\" was refused {} {}: {}",
                    caller.name(),
                    caller.owner(),
                    request.getMethod(),
                    request.getRequestURI(),
                    what);
        }
    }
}
