package dev.interleave.language;

/// What a program may use. Immutable.
///
/// @param memoryBytes the largest memory of its objects
/// @param outputCharacters the largest output
/// @param depth the largest number of nested calls
/// @param isCompiled whether code that runs often is compiled to methods of the JVM
public record ProgramLimits(long memoryBytes, long outputCharacters, int depth, boolean isCompiled) {}
