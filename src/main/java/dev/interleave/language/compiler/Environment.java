package dev.interleave.language.compiler;

import java.util.Map;
import java.util.Set;

/// What exists around a program. Immutable.
///
/// @param builtins the values that a program can name without importing them
/// @param helpers the functions that compiled code calls, and the library can name; not for programs
/// @param modules the public names of each module that can be imported
public record Environment(
        Map<String, Object> builtins, Map<String, Object> helpers, Map<String, Set<String>> modules) {}
