package dev.interleave.job.await;

import dev.interleave.job.await.AwaitedItem.Child;
import dev.interleave.job.await.AwaitedItem.First;
import dev.interleave.job.await.AwaitedItem.Time;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The latest wait of a job whose program has yielded what it waits for. Immutable.
///
/// What has been decided is stored and does not change any more, so a program that continues from the same
/// checkpoint again gets the same values.
///
/// @param step the number of the step that waits: unique within an attempt, and larger than that of earlier waits
/// @param items at least one; the wait is over when all of them have ended
/// @param failed the job that ended without a result and so ended the wait; null if there is none
/// @param isOver whether the program can continue
/// @param wakeAt when the wait can change without the end of a job; null if it cannot
/// @param resultBytes an upper bound for the length of the results that the program reads, once it is over
public record JobAwait(
        long step,
        List<AwaitedItem> items,
        @Nullable UUID failed,
        boolean isOver,
        @Nullable Instant wakeAt,
        long resultBytes) {

    /// The most jobs of a wait.
    public static final int MAX_CHILDREN = 1_000;

    public JobAwait {
        items = List.copyOf(items);
    }

    /// @param step the number of the step that waits
    /// @param items what it waits for
    /// @return a wait that is not over
    public static JobAwait of(long step, List<AwaitedItem> items) {
        return new JobAwait(step, items, null, false, nextTime(items, Instant.MIN), 0);
    }

    /// @param step the number of the step that waits
    /// @param index of a job of the wait, less than [#MAX_CHILDREN]
    /// @return the number of the job among the children of the attempt
    public static long childNumber(long step, int index) {
        return step * MAX_CHILDREN + index;
    }

    /// @return the jobs that it waits for, in order
    public Stream<UUID> children() {
        return items.stream().flatMap(AwaitedItem::children);
    }

    /// @return whether it waits for all of several jobs, and for nothing else
    public boolean isForAllJobs() {
        return items.stream().allMatch(Child.class::isInstance);
    }

    /// Decides what can be decided.
    ///
    /// @param ended whether each of the jobs that have ended has a result
    /// @param now the time of the store
    /// @return the wait with the decisions
    public JobAwait evaluated(Map<UUID, Boolean> ended, Instant now) {
        if (isOver) {
            return this;
        }
        List<AwaitedItem> decided =
                items.stream().map(item -> decided(item, ended, now)).toList();
        Optional<UUID> unsuccessful = decided.stream()
                .flatMap(item -> deciding(item).stream())
                .flatMap(AwaitedItem::children)
                .filter(id -> Boolean.FALSE.equals(ended.get(id)))
                .findFirst();
        boolean allEnded = decided.stream()
                .allMatch(item ->
                        deciding(item).filter(one -> hasEnded(one, ended, now)).isPresent());
        boolean over = allEnded || unsuccessful.isPresent();
        return new JobAwait(step, decided, unsuccessful.orElse(null), over, over ? null : nextTime(decided, now), 0);
    }

    /// @param bytes the length of the results that the program reads, or more
    /// @return the wait with that length
    public JobAwait withResultBytes(long bytes) {
        return new JobAwait(step, items, failed, isOver, wakeAt, bytes);
    }

    private static AwaitedItem decided(AwaitedItem item, Map<UUID, Boolean> ended, Instant now) {
        if (!(item instanceof First(List<AwaitedItem> alternatives, Integer winner)) || winner != null) {
            return item;
        }
        return IntStream.range(0, alternatives.size())
                .filter(i -> hasEnded(alternatives.get(i), ended, now))
                .mapToObj(i -> new First(alternatives, i))
                .findFirst()
                .orElse((First) item);
    }

    /// The job or time whose end is the end of the item, if that is known.
    private static Optional<AwaitedItem> deciding(AwaitedItem item) {
        return switch (item) {
            case First(List<AwaitedItem> alternatives, Integer winner) ->
                Optional.ofNullable(winner).map(alternatives::get);
            case Child _, Time _ -> Optional.of(item);
        };
    }

    private static boolean hasEnded(AwaitedItem item, Map<UUID, Boolean> ended, Instant now) {
        return switch (item) {
            case Child(UUID id) -> ended.containsKey(id);
            case Time(Instant at) -> !at.isAfter(now);
            case First _ -> throw new IllegalArgumentException("nested");
        };
    }

    private static @Nullable Instant nextTime(List<AwaitedItem> items, Instant after) {
        return items.stream()
                .flatMap(JobAwait::undecided)
                .flatMap(item -> item instanceof Time(Instant at) ? Stream.of(at) : Stream.empty())
                .filter(at -> at.isAfter(after))
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static Stream<AwaitedItem> undecided(AwaitedItem item) {
        return switch (item) {
            case First(List<AwaitedItem> alternatives, Integer winner) ->
                winner == null ? alternatives.stream() : Stream.of();
            case Child _, Time _ -> Stream.of(item);
        };
    }
}
