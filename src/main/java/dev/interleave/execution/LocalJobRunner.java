package dev.interleave.execution;

import dev.interleave.execution.admission.MemoryBudget;
import dev.interleave.execution.control.CompletionEstimator;
import dev.interleave.execution.control.JobCancellation;
import dev.interleave.execution.control.JobPausing;
import dev.interleave.execution.control.PartialProductReader;
import dev.interleave.execution.instance.InstanceNotifier;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.execution.run.RunningJobs;
import dev.interleave.execution.submission.JobSubmission;
import dev.interleave.job.JobRunner;
import dev.interleave.job.NewJob;
import dev.interleave.job.SubmissionOutcome;
import dev.interleave.job.model.IdempotencyKey;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.PartialProduct;
import dev.interleave.job.model.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Runs jobs on the event loop of this instance. Thread-safe.
@Component
final class LocalJobRunner implements JobRunner {

    private final JobSubmission jobSubmission;
    private final JobCancellation jobCancellation;
    private final JobPausing jobPausing;
    private final InstanceNotifier instanceNotifier;
    private final RunningJobs runningJobs;
    private final PartialProductReader partialProductReader;
    private final MemoryBudget memoryBudget;
    private final CompletionEstimator completionEstimator;

    LocalJobRunner(
            MemoryBudget memoryBudget,
            JobSubmission jobSubmission,
            JobCancellation jobCancellation,
            JobPausing jobPausing,
            InstanceNotifier instanceNotifier,
            RunningJobs runningJobs,
            PartialProductReader partialProductReader,
            CompletionEstimator completionEstimator) {
        this.memoryBudget = memoryBudget;
        this.jobSubmission = jobSubmission;
        this.jobCancellation = jobCancellation;
        this.jobPausing = jobPausing;
        this.instanceNotifier = instanceNotifier;
        this.runningJobs = runningJobs;
        this.partialProductReader = partialProductReader;
        this.completionEstimator = completionEstimator;
    }

    @Override
    public SubmissionOutcome submit(List<NewJob> newJobs, @Nullable IdempotencyKey key, boolean awaited) {
        return jobSubmission.submit(newJobs, key, awaited);
    }

    @Override
    public long memoryPerJob() {
        return memoryBudget.memoryPerJob();
    }

    @Override
    public Job cancel(UUID id) {
        return jobCancellation.cancel(id);
    }

    @Override
    public Job pause(UUID id) {
        return jobPausing.pause(id);
    }

    @Override
    public Job resume(UUID id) {
        return jobPausing.resume(id);
    }

    @Override
    public boolean mayRunElsewhere(UUID id) {
        return instanceNotifier.exist() && runningJobs.find(id).isEmpty();
    }

    @Override
    public Optional<Progress> progress(UUID id) {
        return runningJobs.find(id).map(RunningJob::progress);
    }

    @Override
    public Optional<Instant> estimatedEnd(UUID id) {
        return completionEstimator.endOf(id);
    }

    @Override
    public Optional<PartialProduct> partialProduct(UUID id) {
        return runningJobs.find(id).flatMap(partialProductReader::of);
    }

    @Override
    public PartialProduct savedPartialProduct(Job job) {
        return partialProductReader.saved(job);
    }
}
