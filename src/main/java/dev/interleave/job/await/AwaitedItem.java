package dev.interleave.job.await;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A part of what a job waits for. Immutable.
public sealed interface AwaitedItem {

    /// A job.
    ///
    /// @param id of a job that the waiting job has submitted
    record Child(UUID id) implements AwaitedItem {}

    /// A time.
    ///
    /// @param at by the clock of the store
    record Time(Instant at) implements AwaitedItem {}

    /// The first of several.
    ///
    /// @param alternatives at least one, each a [Child] or a [Time]
    /// @param winner the index of the first that has ended; null as long as none has
    record First(List<AwaitedItem> alternatives, @Nullable Integer winner) implements AwaitedItem {

        public First {
            alternatives = List.copyOf(alternatives);
        }
    }

    /// @return the jobs in it, in order
    default Stream<UUID> children() {
        return switch (this) {
            case Child(UUID id) -> Stream.of(id);
            case Time _ -> Stream.of();
            case First first -> first.alternatives.stream().flatMap(AwaitedItem::children);
        };
    }
}
