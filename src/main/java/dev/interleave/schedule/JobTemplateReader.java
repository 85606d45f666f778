package dev.interleave.schedule;

import dev.interleave.job.NewJob;

/// Port to the reader of job requests. Implementations are thread-safe.
public interface JobTemplateReader {

    /// Makes a job of the template of a schedule. A named program without a version is the latest version.
    ///
    /// @param schedule adds its id to the labels; the reader has the permissions of its author
    /// @param template the JSON of the job, as it was accepted with the schedule
    /// @return the job to submit
    /// @throws InvalidJobException if the job is no longer valid
    NewJob read(Schedule schedule, String template);
}
