package dev.interleave.execution.checkpoint;

import dev.interleave.computation.Calculation;
import dev.interleave.computation.DamagedCheckpointException;
import dev.interleave.computation.FailedCalculationException;
import dev.interleave.job.JobStore;
import dev.interleave.job.ResultReader;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobSpec;
import dev.interleave.tracing.LogContext;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Prepares the calculation of a job, from its checkpoint or from the start. Thread-safe. Takes time that grows
/// with the checkpoint, so never call it on the loop thread.
@Component
public final class CalculationLoader {

    /// @param job as it is recorded now
    /// @param calculation not stepped in this term
    public record Beginning(Job job, Calculation calculation) {}

    private static final Logger log = LoggerFactory.getLogger(CalculationLoader.class);

    private final JobStore store;
    private final AwaitedResults awaitedResults;

    public CalculationLoader(JobStore store, ResultReader results) {
        this.store = store;
        this.awaitedResults = new AwaitedResults(store, results);
    }

    /// @param job running, leased to this instance
    public Beginning of(Job job) {
        if (!job.checkpoint().exists()) {
            return new Beginning(job, start(job.spec()));
        }
        try {
            return new Beginning(job, resumeWithResults(job));
        } catch (DamagedCheckpointException | IOException e) {
            try (var _ = LogContext.of(job)) {
                log.warn("Job {} starts over because its checkpoint cannot be read: {}", job.id(), e.getMessage());
            }
            Job again = job.startedOver();
            store.change(job, again);
            return new Beginning(again, start(job.spec()));
        }
    }

    /// @param job in whatever state
    /// @return as of its checkpoint; empty if there is none that is of use
    public Optional<Calculation> saved(Job job) {
        try {
            return job.checkpoint().exists() ? Optional.of(resume(job)) : Optional.empty();
        } catch (DamagedCheckpointException | IOException e) {
            return Optional.empty(); // it may have been replaced meanwhile
        }
    }

    private Calculation resumeWithResults(Job job) throws IOException {
        Calculation calculation = resume(job);
        try {
            awaitedResults.resume(job, calculation);
            return calculation;
        } catch (OutOfMemoryError e) {
            return new FailedCalculation(e);
        }
    }

    private Calculation resume(Job job) throws IOException {
        JobSpec spec = job.spec();
        try (InputStream bytes = new BufferedInputStream(store.checkpoint(job).open(0), JobStore.CHUNK_BYTES)) {
            return spec.computation().resume(spec.input(), spec.algorithm(), bytes);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (OutOfMemoryError | FailedCalculationException e) {
            return new FailedCalculation(e);
        }
    }

    /// The job is on record by now, so one that finds no memory has to come to an end like all others.
    private static Calculation start(JobSpec spec) {
        try {
            return spec.computation().start(spec.input(), spec.algorithm());
        } catch (OutOfMemoryError | FailedCalculationException e) {
            return new FailedCalculation(e);
        }
    }
}
