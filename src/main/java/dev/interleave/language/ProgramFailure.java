package dev.interleave.language;

/// The exception that ended a program. Immutable.
///
/// @param kind what sort of exception it is
/// @param exception the name of its class
/// @param message its message; may be empty
/// @param line the line of the program that raised it, from 1; 0 if there is none
/// @param traceback the places that it passed, as lines of text, the innermost last
public record ProgramFailure(Kind kind, String exception, String message, int line, String traceback) {

    /// What sort of exception ended a program.
    public enum Kind {
        /// `RecursionError`.
        RECURSION,
        /// `MemoryError`.
        MEMORY,
        /// Any other.
        EXCEPTION
    }
}
