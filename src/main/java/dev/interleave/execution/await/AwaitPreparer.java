package dev.interleave.execution.await;

import dev.interleave.computation.Calculation;
import dev.interleave.computation.await.Awaitable;
import dev.interleave.computation.await.Awaitable.ChildJob;
import dev.interleave.execution.checkpoint.CheckpointWriter;
import dev.interleave.execution.checkpoint.Snapshotter.Snapshot;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.job.ChildJobReader;
import dev.interleave.job.ChildJobReader.RefusedException;
import dev.interleave.job.JobQuotas;
import dev.interleave.job.JobStore;
import dev.interleave.job.NewJob;
import dev.interleave.job.await.AwaitedItem;
import dev.interleave.job.await.JobAwait;
import dev.interleave.job.model.Job;
import dev.interleave.job.origin.ParentRef;
import dev.interleave.store.StoreClock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Prepares the wait of a program: makes its children, and writes its checkpoint. Thread-safe.
final class AwaitPreparer {

    private final ChildJobReader childReader;
    private final JobStore store;
    private final JobQuotas quotas;
    private final CheckpointWriter checkpointWriter;
    private final StoreClock storeClock;
    private final InstantSource clock;

    AwaitPreparer(
            ChildJobReader childReader,
            JobStore store,
            JobQuotas quotas,
            CheckpointWriter checkpointWriter,
            StoreClock storeClock,
            InstantSource clock) {
        this.childReader = childReader;
        this.store = store;
        this.quotas = quotas;
        this.checkpointWriter = checkpointWriter;
        this.storeClock = storeClock;
        this.clock = clock;
    }

    /// @param running paused; the caller holds its lock for saving
    /// @param calculation of the job, which waits
    /// @return the wait to store
    /// @throws RefusedException if the program cannot wait for this
    /// @throws dev.interleave.job.model.QuotaExceededException if its jobs exceed a quota
    PreparedAwait prepare(RunningJob running, Calculation calculation) {
        List<Awaitable> awaited = calculation.awaits();
        long step = calculation.steps().orElseThrow();
        List<ChildJob> requests = awaited.stream().flatMap(Awaitable::jobs).toList();
        Children children = requests.isEmpty() ? Children.NONE : children(running.job(), step, requests);
        Instant now = storeClock.instant();
        Iterator<UUID> ids = children.ids.iterator();
        List<AwaitedItem> items =
                awaited.stream().map(item -> item(item, ids, now)).toList();
        Snapshot snapshot = Snapshot.of(running)
                .orElseThrow(() -> new IllegalStateException("a program that waits cannot be stored"));
        Job saved = checkpointWriter.write(running.job(), snapshot);
        return new PreparedAwait(running.job(), saved.awaiting(JobAwait.of(step, items)), children.inserted);
    }

    /// The jobs of a wait.
    ///
    /// @param ids of all of them, in order
    /// @param inserted those that are not stored yet
    private record Children(List<UUID> ids, List<Job> inserted) {

        private static final Children NONE = new Children(List.of(), List.of());
    }

    private Children children(Job parent, long step, List<ChildJob> requests) {
        List<NewJob> read = childReader.read(
                parent, requests.stream().map(ChildJob::request).toList());
        Map<Long, Job> stored = stored(parent, step);
        List<UUID> ids = new ArrayList<>();
        List<NewJob> missing = new ArrayList<>();
        List<Job> inserted = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            long number = JobAwait.childNumber(step, i);
            Job earlier = stored.get(number);
            if (earlier == null) {
                Job child = child(parent, number, read.get(i));
                missing.add(read.get(i));
                inserted.add(child);
                ids.add(child.id());
            } else {
                requireSame(earlier, read.get(i));
                ids.add(earlier.id());
            }
        }
        if (!missing.isEmpty()) {
            quotas.check(parent.owner(), missing);
        }
        return new Children(ids, inserted);
    }

    /// A program that had to start over, because its checkpoint cannot be read any more, meets the children that it
    /// submitted before.
    private Map<Long, Job> stored(Job parent, long step) {
        return store.children(parent.id(), parent.history().attempt(), step).stream()
                .filter(child -> child.origin().parent() != null)
                .collect(Collectors.toMap(child -> child.origin().parent().number(), Function.identity()));
    }

    private static void requireSame(Job earlier, NewJob now) {
        if (!earlier.spec().computation().equals(now.spec().computation())
                || !earlier.spec().input().equals(now.spec().input())) {
            throw new RefusedException(
                    "RuntimeError",
                    "the program had to start over, and now submits another job than before, in place of job "
                            + earlier.id());
        }
    }

    private Job child(Job parent, long number, NewJob read) {
        var origin = new ParentRef(
                parent.id(), parent.history().attempt(), number, parent.origin().depth() + 1);
        return Job.submitted(read.id(), parent.owner(), read.spec(), clock.instant())
                .from(parent.origin().from(origin));
    }

    private static AwaitedItem item(Awaitable awaitable, Iterator<UUID> ids, Instant now) {
        return switch (awaitable) {
            case ChildJob _ -> new AwaitedItem.Child(ids.next());
            case Awaitable.Sleep(var duration) -> new AwaitedItem.Time(roundedUp(now.plus(duration)));
            case Awaitable.Until(Instant time) -> new AwaitedItem.Time(roundedUp(time));
            case Awaitable.First(List<Awaitable> alternatives) ->
                new AwaitedItem.First(
                        alternatives.stream()
                                .map(alternative -> item(alternative, ids, now))
                                .toList(),
                        null);
        };
    }

    /// The store keeps milliseconds, and no wait may be too short.
    private static Instant roundedUp(Instant time) {
        Instant millis = time.truncatedTo(ChronoUnit.MILLIS);
        return millis.equals(time) ? time : millis.plusMillis(1);
    }
}
