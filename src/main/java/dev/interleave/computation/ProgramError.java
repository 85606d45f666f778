package dev.interleave.computation;

/// The exception that ended a program. Immutable.
///
/// @param exception the name of its class
/// @param message its message; may be empty
/// @param line the line of the program that raised it, from 1; 0 if there is none
/// @param traceback the places that it passed, as lines of text, the innermost last
public record ProgramError(String exception, String message, int line, String traceback) {}
