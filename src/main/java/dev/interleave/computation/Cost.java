package dev.interleave.computation;

import java.util.OptionalLong;

/// What a calculation will take, as far as it is known beforehand.
///
/// @param steps how many steps, if that is known
/// @param bits an upper bound for the length of the result
/// @param bytes an upper bound for the memory held from the start to the end
public record Cost(OptionalLong steps, long bits, long bytes) {}
