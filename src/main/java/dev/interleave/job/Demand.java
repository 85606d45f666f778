package dev.interleave.job;

import java.util.Collection;

/// What a submission would take of its owner's quotas.
///
/// @param jobs how many jobs there are that have not ended
/// @param queued how many of them would have to wait
/// @param bytes how much their results may take in the store
public record Demand(long jobs, long queued, long bytes) {

    /// @param newJobs that nobody has let in yet
    /// @return as if none of them had to wait
    public static Demand of(Collection<NewJob> newJobs) {
        return new Demand(
                newJobs.size(),
                0,
                newJobs.stream()
                        .mapToLong(newJob -> newJob.spec().resultBytes())
                        .sum());
    }

    /// @param jobs as they are to be recorded; brief ones may have ended already
    /// @return what they take
    public static Demand ofJobs(Collection<Job> jobs) {
        return new Demand(
                jobs.stream().filter(job -> !job.state().isFinal()).count(),
                jobs.stream().filter(job -> job.state() == JobState.QUEUED).count(),
                jobs.stream().mapToLong(Demand::bytes).sum());
    }

    private static long bytes(Job job) {
        if (!job.state().isFinal()) {
            return job.spec().resultBytes();
        }
        JobResult result = job.result();
        return result == null ? 0 : JobResult.storedBytes(result.digits(), result.bits());
    }
}
