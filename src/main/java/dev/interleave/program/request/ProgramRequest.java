package dev.interleave.program.request;

import dev.interleave.computation.Input;
import dev.interleave.language.Program;
import dev.interleave.program.ProgramSource;

/// A program and its input, as a request has them. Its compiled program serves one calculation.
///
/// @param name what a job calls it
/// @param source of the program
/// @param program the same, compiled
/// @param input that fits its parameters
public record ProgramRequest(String name, ProgramSource source, Program program, Input input) {}
