package dev.interleave.execution;

import dev.interleave.job.IdempotencyKey;
import dev.interleave.job.Job;
import dev.interleave.job.JobRunner;
import dev.interleave.job.NewJob;
import dev.interleave.job.PartialProduct;
import dev.interleave.job.Progress;
import dev.interleave.job.Submission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Runs jobs on the event loop of this instance. Thread-safe.
@Component
final class LocalJobRunner implements JobRunner {

    private final Submissions submissions;
    private final Cancellations cancellations;
    private final Pauses pauses;
    private final Peers peers;
    private final RunningJobs runningJobs;
    private final PartialProducts partialProducts;
    private final Admission admission;
    private final Estimates estimates;

    LocalJobRunner(
            Admission admission,
            Submissions submissions,
            Cancellations cancellations,
            Pauses pauses,
            Peers peers,
            RunningJobs runningJobs,
            PartialProducts partialProducts,
            Estimates estimates) {
        this.admission = admission;
        this.submissions = submissions;
        this.cancellations = cancellations;
        this.pauses = pauses;
        this.peers = peers;
        this.runningJobs = runningJobs;
        this.partialProducts = partialProducts;
        this.estimates = estimates;
    }

    @Override
    public Submission submit(List<NewJob> newJobs, @Nullable IdempotencyKey key, boolean awaited) {
        return submissions.submit(newJobs, key, awaited);
    }

    @Override
    public long memoryPerJob() {
        return admission.memoryPerJob();
    }

    @Override
    public Job cancel(UUID id) {
        return cancellations.cancel(id);
    }

    @Override
    public Job pause(UUID id) {
        return pauses.pause(id);
    }

    @Override
    public Job resume(UUID id) {
        return pauses.resume(id);
    }

    @Override
    public boolean mayRunElsewhere(UUID id) {
        return peers.exist() && runningJobs.find(id).isEmpty();
    }

    @Override
    public Optional<Progress> progress(UUID id) {
        return runningJobs.find(id).map(RunningJob::progress);
    }

    @Override
    public Optional<Instant> estimatedEnd(UUID id) {
        return estimates.endOf(id);
    }

    @Override
    public Optional<PartialProduct> partialProduct(UUID id) {
        return runningJobs.find(id).flatMap(partialProducts::of);
    }

    @Override
    public PartialProduct savedPartialProduct(Job job) {
        return partialProducts.saved(job);
    }
}
