package dev.interleave.job;

import dev.interleave.computation.PartialValue;
import dev.interleave.computation.ValueKind;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobNotFoundException;
import dev.interleave.job.model.JobResult;
import dev.interleave.job.model.JobState;
import dev.interleave.job.model.NoResultException;
import dev.interleave.job.model.PartialResult;
import dev.interleave.job.model.ResultForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads jobs from the store, with the current progress of those that run here. Thread-safe.
@Component
public final class JobReader {

    /// How long the end of a job may take to be recorded before a caller is told to come back.
    private static final Duration RECORDING = Duration.ofSeconds(5);

    /// How often to look for the end of a job that another instance may run.
    private static final Duration LOOK_ELSEWHERE = Duration.ofMillis(100);

    /// The same for a job that runs here: another instance may take it over meanwhile.
    private static final Duration LOOK_HERE = Duration.ofSeconds(5);

    private final JobStore store;
    private final RunningJobView running;
    private final CompletionNotifier signals;
    private final InstantSource clock;

    JobReader(JobStore store, RunningJobView running, CompletionNotifier signals, InstantSource clock) {
        this.store = store;
        this.running = running;
        this.signals = signals;
        this.clock = clock;
    }

    /// @param id of a job
    /// @return as it is now
    /// @throws JobNotFoundException if there is none
    public Job get(UUID id) {
        // progress first: if the job ends between the two looks, the store's word counts
        var progress = running.progress(id);
        Job job = store.find(id).orElseThrow(() -> new JobNotFoundException(id));
        return current(progress.isPresent() && !job.state().isFinal() ? job.progressed(progress.get()) : job);
    }

    /// Waits for the end of a job.
    ///
    /// @param id of a job
    /// @param atMost how long
    /// @return as it is after that
    /// @throws JobNotFoundException if there is none
    public Job await(UUID id, Duration atMost) {
        return await(get(id), atMost);
    }

    /// Waits for the end of a job.
    ///
    /// @param known as it was a moment ago
    /// @param atMost how long
    /// @return as it is after that
    /// @throws JobNotFoundException if it was deleted meanwhile
    public Job await(Job known, Duration atMost) {
        UUID id = known.id();
        long deadline = System.nanoTime() + atMost.toNanos();
        Job job = known;
        while (!job.state().isFinal() && !signals.isClosed()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            Duration atOnce = running.mayRunElsewhere(id) ? LOOK_ELSEWHERE : LOOK_HERE;
            signals.await(
                    id,
                    shorter(atOnce, Duration.ofNanos(left)),
                    () -> get(id).state().isFinal());
            job = get(id);
        }
        return job;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// Tells the progress of a job without asking the store, if it runs here.
    ///
    /// @param job as it was
    /// @return the same job, further on; its state may not be true any more
    public Optional<Job> peekProgress(Job job) {
        return job.state() == JobState.RUNNING ? running.progress(job.id()).map(job::progressed) : Optional.empty();
    }

    /// Waits for the end of a job, without looking whether it is over.
    ///
    /// @param id of a job
    /// @param atMost how long; an end that was recorded before may be missed
    public void awaitEnd(UUID id, Duration atMost) {
        signals.await(id, atMost, () -> false);
    }

    /// @param filter which jobs
    /// @param size how many at most
    /// @param after only jobs behind this id, in the order of the filter, or null
    /// @return a page
    public JobPage list(JobFilter filter, int size, @Nullable UUID after) {
        JobPage page = store.list(filter, size, after);
        return new JobPage(page.jobs().stream().map(this::withProgress).toList(), page.next());
    }

    /// The result of a job, in short; [JobStore#result] has the digits.
    ///
    /// @param job as it is now
    /// @return there, and not expired
    /// @throws NoResultException otherwise
    public JobResult result(Job job) {
        if (!job.state().isFinal()) {
            throw new NoResultException(job.id(), NoResultException.Reason.NOT_FINISHED);
        }
        JobResult result = job.result();
        if (result == null) {
            throw new NoResultException(job.id(), NoResultException.Reason.ENDED_WITHOUT);
        }
        if (job.isExpiredAt(clock.instant())) {
            throw new NoResultException(job.id(), NoResultException.Reason.EXPIRED);
        }
        return result;
    }

    /// The partial product right now; that of a finished job is its result, that of one which does not run here
    /// is as of its checkpoint.
    ///
    /// @param id of a job
    /// @return as of now
    /// @throws JobNotFoundException if there is none
    /// @throws NoResultException if it ended without a result, or that has expired
    public PartialResult partialResult(UUID id) {
        return running.partialResult(id).orElseGet(() -> {
            Job job = get(id);
            return switch (job.state()) {
                case WAITING, SCHEDULED, QUEUED, PAUSED -> running.savedPartialResult(job);
                case RUNNING ->
                    running.mayRunElsewhere(id)
                            ? running.savedPartialResult(job)
                            : ofResult(await(id, RECORDING)); // it has just left the loop
                case SUCCEEDED, FAILED, CANCELLED -> ofResult(job);
            };
        });
    }

    /// What a job has printed so far; a job that does not run here tells what it had printed at its checkpoint.
    ///
    /// @param id of a job
    /// @return as of now; empty if it has printed nothing
    /// @throws JobNotFoundException if there is none
    public String output(UUID id) {
        return running.output(id).orElseGet(() -> {
            Job job = get(id);
            return job.state().isFinal() ? store.output(id) : running.savedOutput(job);
        });
    }

    /// What a job has printed so far, where that takes no more than a moment to tell.
    ///
    /// @param job as it was a moment ago
    /// @return empty if the job runs elsewhere, waits, or has no program
    public Optional<String> peekOutput(Job job) {
        if (job.spec().computation().sourceHash().isEmpty()) {
            return Optional.empty();
        }
        return job.state().isFinal() ? Optional.of(store.output(job.id())) : running.output(job.id());
    }

    private PartialResult ofResult(Job job) {
        JobResult result = result(job);
        long steps = job.progress().steps();
        if (result.length() > PartialValue.MAX_LENGTH || result.kind() == ValueKind.BYTES) {
            return new PartialResult(steps, result.kind(), result.bits(), null);
        }
        try (InputStream bytes = store.result(job, ResultForm.TEXT).open(0)) {
            String text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
            return new PartialResult(steps, result.kind(), result.bits(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Job withProgress(Job job) {
        return current(
                job.state().isFinal()
                        ? job
                        : running.progress(job.id()).map(job::progressed).orElse(job));
    }

    private Job current(Job job) {
        return job.isExpiredAt(clock.instant()) ? job.expired() : job;
    }
}
