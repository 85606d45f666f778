package dev.interleave.computation;

/// A way to carry out a computation.
public enum Algorithm {
    /// One multiplication (or addition) per step, in the order of the textbook definition.
    ITERATIVE,
    /// In as little time as possible, in steps of about equal length.
    FAST
}
