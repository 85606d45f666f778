package dev.interleave.rest.problem;

import java.util.Optional;

/// Translates the exceptions of a module to problems. Each module contributes one as a bean.
@FunctionalInterface
public interface ProblemTranslator {

    /// @param thrown by a controller, or by what it called
    /// @return the problem, or empty if the exception is not of this module
    Optional<ProblemException> translate(Exception thrown);
}
