package dev.interleave.job;

import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobResult;
import dev.interleave.job.model.JobState;
import java.util.Collection;

/// What a submission would take of its owner's quotas.
///
/// @param jobs how many jobs there are that have not ended
/// @param queued how many of them would have to wait
/// @param bytes how much their results may take in the store
public record ResourceRequest(long jobs, long queued, long bytes) {

    /// @param newJobs that nobody has let in yet
    /// @return as if none of them had to wait
    public static ResourceRequest of(Collection<NewJob> newJobs) {
        return new ResourceRequest(
                newJobs.size(),
                0,
                newJobs.stream()
                        .mapToLong(newJob -> newJob.spec().resultBytes())
                        .sum());
    }

    /// @param jobs as they are to be recorded; brief ones may have ended already
    /// @return what they take
    public static ResourceRequest ofJobs(Collection<Job> jobs) {
        return new ResourceRequest(
                jobs.stream().filter(job -> !job.state().isFinal()).count(),
                jobs.stream().filter(job -> job.state() == JobState.QUEUED).count(),
                jobs.stream().mapToLong(ResourceRequest::bytes).sum());
    }

    private static long bytes(Job job) {
        if (!job.state().isFinal()) {
            return job.spec().resultBytes();
        }
        JobResult result = job.result();
        return result == null ? 0 : JobResult.storedBytes(result.digits(), result.bits());
    }
}
