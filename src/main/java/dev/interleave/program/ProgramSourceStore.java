package dev.interleave.program;

import java.util.Optional;

/// Port to the stored sources, which jobs and named programs refer to by hash. Thread-safe. Its methods may block
/// for the disk.
public interface ProgramSourceStore {

    /// Keeps a source for at least an hour, and for as long as a job or a named program refers to it.
    ///
    /// @param source any
    void keep(ProgramSource source);

    /// @param sha256 the hash of a source
    /// @return its text, if it is kept
    Optional<String> find(String sha256);

    /// Deletes sources that nothing refers to.
    ///
    /// @return how many were deleted
    int deleteUnused();
}
