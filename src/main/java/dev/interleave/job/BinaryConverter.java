package dev.interleave.job;

import dev.interleave.job.model.Job;

/// Port to the conversion of decimal digits to a magnitude in bytes. Thread-safe.
public interface BinaryConverter {

    /// Makes the binary form of a long result from its decimal one, and keeps it in the store, unless it is
    /// there already. May take long and much memory, so never two at a time.
    ///
    /// @param job that has succeeded and has not expired
    void convert(Job job);
}
