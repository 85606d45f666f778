package dev.interleave.job;

import dev.interleave.job.model.Job;

/// Something that comes with a new job, of which only another room knows what it is.
public interface Attachment {

    /// Keeps it, in the transaction that keeps the job. May be called again if a commit failed.
    ///
    /// @param job as it was accepted
    void keep(Job job);

    /// @param job as it was accepted
    /// @return what Jackson writes into the answer, this once
    Object view(Job job);
}
