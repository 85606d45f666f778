package dev.interleave.language.machine;

/// What a program may use.
///
/// @param memoryBytes the largest memory of its objects
/// @param outputBytes the largest output
/// @param depth the largest number of nested calls
public record Limits(long memoryBytes, long outputBytes, int depth) {

    /// For programs that are trusted, such as the library.
    public static final Limits GENEROUS = new Limits(1L << 30, 1L << 24, 1_000);
}
