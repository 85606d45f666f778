package dev.interleave.program.request;

import dev.interleave.computation.Input;
import dev.interleave.language.Program;
import dev.interleave.program.ProgramSource;
import org.jspecify.annotations.Nullable;

/// A program and its input, as a request has them.
///
/// @param name what a job calls it
/// @param source of the program
/// @param program the same, compiled, for one calculation; null if an earlier part of the request has it
/// @param input that fits its parameters
public record ProgramRequest(
        String name, ProgramSource source, @Nullable Program program, Input input) {}
