package dev.interleave.simulation;

import dev.interleave.computation.Calculation;
import org.jspecify.annotations.Nullable;

/// A task of a simulation.
///
/// @param n the number of a factorial; null with a program
/// @param calculation not started
public record SimulatedTask(@Nullable Long n, Calculation calculation) {}
