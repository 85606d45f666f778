package dev.interleave.job;

import dev.interleave.job.model.Job;

/// Data of another module that is submitted together with a job.
public interface Attachment {

    /// Stores the attachment in the transaction that inserts the job. May be called again if the commit failed.
    ///
    /// @param job as it was accepted
    void store(Job job);

    /// @param job as it was accepted
    /// @return the representation for the response to the submission, as an object that Jackson can write
    Object view(Job job);
}
