package dev.interleave.quota.usage;

import dev.interleave.job.NewJob;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobResult;
import dev.interleave.job.model.JobState;
import java.util.Collection;

/// What a submission takes of its owner's quotas. Immutable.
///
/// @param jobs number of unfinished jobs
/// @param queued number of these jobs that wait, for the loop or for anything else
/// @param bytes upper bound of the storage that the results need
public record ResourceRequest(long jobs, long queued, long bytes) {

    /// @param newJobs that have not been admitted yet
    /// @return the request if none of them has to be queued
    static ResourceRequest ofNew(Collection<NewJob> newJobs) {
        return new ResourceRequest(
                newJobs.size(),
                0,
                newJobs.stream()
                        .mapToLong(newJob -> newJob.spec().resultBytes())
                        .sum());
    }

    /// @param jobs to be inserted; short ones may have finished already
    /// @return the request of these jobs
    static ResourceRequest ofAdmitted(Collection<Job> jobs) {
        return new ResourceRequest(
                jobs.stream().filter(job -> !job.state().isFinal()).count(),
                jobs.stream().filter(ResourceRequest::waits).count(),
                jobs.stream().mapToLong(ResourceRequest::bytes).sum());
    }

    private static boolean waits(Job job) {
        return !job.state().isFinal() && job.state() != JobState.RUNNING;
    }

    private static long bytes(Job job) {
        if (!job.state().isFinal()) {
            return job.spec().resultBytes();
        }
        JobResult result = job.result();
        return result == null ? 0 : JobResult.storedBytes(result.digits(), result.bits());
    }
}
