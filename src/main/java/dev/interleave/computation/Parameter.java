package dev.interleave.computation;

/// One number that a computation takes.
///
/// @param name as in the request
/// @param min the smallest value taken
/// @param max the largest value taken
/// @param description what it is, for people
public record Parameter(String name, long min, long max, String description) {}
