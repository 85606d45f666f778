package dev.interleave.computation.catalogue;

import java.util.List;
import java.util.Map;

/// Port to the computations that the caller of the current request has added. Thread-safe.
@FunctionalInterface
public interface CallerComputations {

    /// A computation that the caller has added.
    ///
    /// @param name what requests call it
    /// @param description what it is, for people
    /// @param inputSchema the JSON schema of its input
    record CallerComputation(String name, String description, Map<String, Object> inputSchema) {}

    /// @return by name
    List<CallerComputation> list();
}
