package dev.interleave.rest.problem;

import java.util.Optional;

/// Says which problem an exception of a room is to the client. Rooms contribute theirs as beans.
@FunctionalInterface
public interface ProblemTranslator {

    /// @param thrown by a controller, or by what it called
    /// @return the problem, or empty if the exception is none of this room's
    Optional<ProblemException> translate(Exception thrown);
}
