package dev.interleave.job;

import dev.interleave.job.model.Job;

/// Port to the JSON form of jobs in the API. Thread-safe.
@FunctionalInterface
public interface JobRenderer {

    /// @param job any
    /// @return what Jackson writes as the job's JSON
    Object render(Job job);
}
