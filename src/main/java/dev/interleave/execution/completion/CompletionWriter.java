package dev.interleave.execution.completion;

import dev.interleave.execution.admission.JobReleaser;
import dev.interleave.execution.checkpoint.Chunks;
import dev.interleave.execution.completion.CompletionMapper.Ending;
import dev.interleave.execution.completion.CompletionMapper.Retry;
import dev.interleave.execution.metrics.JobMetrics;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.job.JobStore;
import dev.interleave.job.content.ByteContent;
import dev.interleave.job.content.Content;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.ResultForm;
import dev.interleave.tracing.LogContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Persists completed jobs, then releases them. Thread-safe.
///
/// If the store fails, it retries until the store is back, and keeps the results in memory until then.
@Component
public final class CompletionWriter {

    private static final Logger log = LoggerFactory.getLogger(CompletionWriter.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final JobStore store;
    private final JobReleaser jobReleaser;
    private final JobMetrics metrics;
    private final CountDownLatch stopped = new CountDownLatch(1);

    public CompletionWriter(JobStore store, JobReleaser jobReleaser, JobMetrics metrics) {
        this.store = store;
        this.jobReleaser = jobReleaser;
        this.metrics = metrics;
    }

    /// Never throws, because the caller has more jobs to complete.
    ///
    /// @param ended jobs of this instance
    /// @param endings tells how; may be asked again if that fails
    void record(List<RunningJob> ended, Supplier<List<Ending>> endings) {
        untilDone(endings)
                .flatMap(known -> untilDone(() -> store(known)))
                .ifPresentOrElse(this::warnOfOthers, () -> leave(ended));
        ended.forEach(jobReleaser::release);
    }

    /// Has a store that fails tried once more at most: the jobs are left to the next start.
    void stopRetrying() {
        stopped.countDown();
    }

    /// @return the jobs whose completion was fenced, because another instance holds them now
    private List<Job> store(List<Ending> endings) {
        List<Ending> finalEndings = endings.stream().filter(Ending::isFinal).toList();
        finalEndings.forEach(this::savePieces);
        Set<UUID> recorded = new HashSet<>(
                store.finish(finalEndings.stream().map(Ending::job).toList()));
        endings.stream()
                .filter(ending -> !ending.isFinal())
                .filter(this::retry)
                .forEach(ending -> recorded.add(ending.job().id()));
        List<Job> ended = endings.stream()
                .map(Ending::job)
                .filter(job -> job.state().isFinal() && recorded.contains(job.id()))
                .toList();
        metrics.finished(ended);
        if (log.isDebugEnabled()) {
            tellEach(
                    ended,
                    job -> log.debug(
                            "Job {} has ended: {}", job.id(), job.state().wireName()));
        }
        return endings.stream()
                .map(Ending::job)
                .filter(job -> !recorded.contains(job.id()))
                .toList();
    }

    private boolean retry(Ending ending) {
        Retry retry = Objects.requireNonNull(ending.retry());
        return store.retry(retry.before(), ending.job(), retry.attempt());
    }

    private void warnOfOthers(List<Job> jobs) {
        tellEach(
                jobs,
                job -> log.warn(
                        "Job {} was taken over by another instance; its completion is not persisted here", job.id()));
    }

    private static void tellEach(List<Job> jobs, Consumer<Job> tell) {
        jobs.forEach(job -> {
            try (var _ = LogContext.of(job)) {
                tell.accept(job);
            }
        });
    }

    private void leave(List<RunningJob> ended) {
        log.warn("Could not persist {} completed jobs; they run again after the next start", ended.size());
    }

    private void savePieces(Ending ending) {
        UUID id = ending.job().id();
        if (!ending.output().isEmpty()) {
            savePieces(id, ResultForm.OUTPUT, new ByteContent(ending.output().getBytes(StandardCharsets.UTF_8)));
        }
        EncodedResult encodedResult = ending.encodedResult();
        if (encodedResult == null || encodedResult.summary().value() != null) {
            return; // short digits are kept with the job
        }
        savePieces(id, ResultForm.TEXT, encodedResult.text());
        if (encodedResult.binary() != null) {
            savePieces(id, ResultForm.BINARY, encodedResult.binary());
        }
    }

    private void savePieces(UUID id, ResultForm form, Content content) {
        Chunks.forEach(content, (position, piece) -> store.saveResultChunk(id, form, position, piece));
    }

    /// Whatever goes wrong, the store or the memory: nothing else can be done than to try again.
    ///
    /// @return empty if the service was stopped before it went well
    private <T> Optional<T> untilDone(Supplier<T> attempt) {
        for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
            try {
                return Optional.of(attempt.get());
            } catch (RuntimeException | Error e) {
                log.warn("Could not persist completed jobs; retrying in {}: {}", pause, e.toString());
                if (isStoppedAfter(pause)) {
                    return Optional.empty();
                }
            }
        }
    }

    private boolean isStoppedAfter(Duration pause) {
        try {
            return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }
}
