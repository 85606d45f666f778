package dev.interleave.job;

import dev.interleave.job.model.Job;

/// Shows jobs the way the API does. Thread-safe.
@FunctionalInterface
public interface JobRenderer {

    /// @param job any
    /// @return what Jackson writes as the job's JSON
    Object render(Job job);
}
