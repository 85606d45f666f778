package dev.interleave.job.request.web;

import dev.interleave.job.NewJob;
import dev.interleave.rest.json.JsonFields;
import java.util.function.Supplier;

/// Reads a job from a part of a request, in the form of the body of `POST /v1/jobs`. Thread-safe.
public interface JobRequestReader {

    /// Reads the job and records its errors in the fields.
    ///
    /// @param owner of the request
    /// @param fields of the job
    /// @return supplies the job; to be called only if the fields have no errors; may throw a
    ///     [dev.interleave.rest.problem.ProblemException]
    Supplier<NewJob> read(String owner, JsonFields fields);
}
