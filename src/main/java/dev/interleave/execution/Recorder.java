package dev.interleave.execution;

import dev.interleave.execution.Endings.Ending;
import dev.interleave.job.Content;
import dev.interleave.job.FinishSignals;
import dev.interleave.job.JobStore;
import dev.interleave.job.ResultForm;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Records the ends of jobs, and then tells those who wait for them. Thread-safe.
///
/// A store that fails is tried again until it is back: what was computed is kept in memory until then.
@Component
final class Recorder {

    private static final Logger log = LoggerFactory.getLogger(Recorder.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final JobStore store;
    private final FinishSignals signals;
    private final RunningJobs runningJobs;
    private final Admission admission;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Recorder(JobStore store, FinishSignals signals, RunningJobs runningJobs, Admission admission) {
        this.store = store;
        this.signals = signals;
        this.runningJobs = runningJobs;
        this.admission = admission;
    }

    /// @param endings of jobs of this instance
    void record(List<Ending> endings) {
        try {
            untilStored(() -> store(endings));
        } finally {
            endings.forEach(this::settle);
        }
    }

    /// Has a store that fails tried once more at most: the jobs are left to the next start.
    void stopRetrying() {
        stopped.countDown();
    }

    private void store(List<Ending> endings) {
        endings.forEach(this::savePieces);
        var recorded = store.finish(endings.stream().map(Ending::job).toList());
        endings.stream()
                .map(ending -> ending.job().id())
                .filter(id -> !recorded.contains(id))
                .forEach(
                        id -> log.warn("job {}: somebody else has taken it over, so its end is not recorded here", id));
    }

    private void savePieces(Ending ending) {
        Digits digits = ending.digits();
        if (digits == null || digits.summary().value() != null) {
            return; // short digits are kept with the job
        }
        UUID id = ending.job().id();
        savePieces(id, ResultForm.DECIMAL, digits.decimal());
        if (digits.binary() != null) {
            savePieces(id, ResultForm.BINARY, digits.binary());
        }
    }

    private void savePieces(UUID id, ResultForm form, Content content) {
        Pieces.forEach(content, (position, piece) -> store.saveResultPiece(id, form, position, piece));
    }

    private void settle(Ending ending) {
        runningJobs.remove(ending.running());
        admission.release(ending.job().spec());
        signals.finished(ending.job().id());
        ending.running().recorded().complete(null);
    }

    private void untilStored(Runnable attempt) {
        for (Duration pause = Duration.ofMillis(100); ; pause = longer(pause)) {
            try {
                attempt.run();
                return;
            } catch (DataAccessException | TransactionException e) {
                log.warn("the store fails, trying again in {}: {}", pause, e.toString());
                if (isStoppedAfter(pause)) {
                    throw e;
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
