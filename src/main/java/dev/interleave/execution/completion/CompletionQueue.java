package dev.interleave.execution.completion;

import dev.interleave.computation.Value;
import dev.interleave.eventloop.Outcome;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.supervision.SupervisedThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// Takes completed jobs off the loop thread, and passes them to the writer. Thread-safe.
///
/// One thread encodes short results and persists all that have completed meanwhile in one commit. Long results
/// have a thread of their own, so that a million digits do not delay a short job.
@Component
public final class CompletionQueue implements AutoCloseable {

    private static final int MAX_GROUP = 1_024;
    private static final int LAST_RESULTS_SECONDS = 5;

    private record Ended(RunningJob running, Outcome<Value> outcome) {

        boolean isLong() {
            return outcome instanceof Outcome.Succeeded<Value>(Value value) && !value.isShort();
        }
    }

    private final LinkedBlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private final CompletionMapper completionMapper;
    private final CompletionWriter completionWriter;
    private final SupervisedThread shortResults;
    private final ExecutorService longResults = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("long-results").factory());
    private volatile boolean closed;

    public CompletionQueue(CompletionMapper completionMapper, CompletionWriter completionWriter) {
        this.completionMapper = completionMapper;
        this.completionWriter = completionWriter;
        this.shortResults = SupervisedThread.start("completions", false, this::run, () -> closed && ended.isEmpty());
    }

    /// To be called on the loop's thread.
    public void add(RunningJob running, Outcome<Value> outcome) {
        running.releaseCalculation();
        if (!running.isAbandoned()) {
            ended.add(new Ended(running, outcome));
        }
    }

    /// Records what has ended so far, then stops. Long results that take too long are left to the next start.
    @Override
    public void close() {
        closed = true;
        shortResults.interrupt();
        try {
            shortResults.join();
            completionWriter.stopRetrying();
            longResults.shutdown();
            longResults.awaitTermination(LAST_RESULTS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        longResults.shutdownNow();
    }

    private void run() {
        List<Ended> group = new ArrayList<>();
        while (!closed || !ended.isEmpty()) {
            group.clear();
            try {
                group.add(ended.take());
            } catch (InterruptedException e) {
                completionWriter.stopRetrying();
            }
            ended.drainTo(group, MAX_GROUP);
            group.stream().filter(Ended::isLong).forEach(one -> longResults.execute(() -> record(List.of(one))));
            record(group.stream().filter(one -> !one.isLong()).toList());
        }
    }

    private void record(List<Ended> group) {
        if (!group.isEmpty()) {
            completionWriter.record(
                    group.stream().map(Ended::running).toList(),
                    () -> group.stream()
                            .map(one -> completionMapper.conclude(one.running, one.outcome))
                            .toList());
        }
    }
}
