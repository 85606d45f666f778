package dev.interleave.execution.submission;

import dev.interleave.execution.run.RunningJob;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Ends jobs that exceed their timeout. Time before a pause or a takeover counts. Thread-safe.
@Component
public final class JobTimeouts implements AutoCloseable {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("job-timeouts").daemon().factory());

    /// Starts the timeout of a job, if it has one.
    ///
    /// @param running about to start
    /// @return stops the timeout
    Runnable watch(RunningJob running) {
        @Nullable Duration timeout = running.job().spec().timeout();
        if (timeout == null) {
            return () -> {};
        }
        long left = timeout.minus(running.ran()).toMillis();
        var alarm = timer.schedule(running::timeOut, Math.max(0, left), TimeUnit.MILLISECONDS);
        return () -> alarm.cancel(false);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
