package dev.interleave.computation;

/// Grants a calculation the memory that it needs beyond its first estimate.
@FunctionalInterface
public interface MemoryGrowth {

    /// Reserves [Cost#maxBytes()]. Quick; called on the loop thread, at most once per calculation.
    ///
    /// @throws MemoryUnavailableException if there is no room now
    void grow();
}
