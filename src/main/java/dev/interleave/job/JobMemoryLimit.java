package dev.interleave.job;

/// Port to the memory budget of the jobs. Implementations are thread-safe.
@FunctionalInterface
public interface JobMemoryLimit {

    /// @return the most memory that a job can need to be admitted at all, in bytes
    long memoryPerJob();
}
