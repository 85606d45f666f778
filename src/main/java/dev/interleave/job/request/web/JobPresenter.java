package dev.interleave.job.request.web;

import dev.interleave.job.model.Job;
import dev.interleave.rest.link.BasePath;

/// Represents jobs in responses of other modules, in the form of `GET /v1/jobs/{id}`. Thread-safe.
public interface JobPresenter {

    /// @param job as it is now
    /// @param base the base path of its links
    /// @return an object that Jackson can write
    Object present(Job job, BasePath base);
}
