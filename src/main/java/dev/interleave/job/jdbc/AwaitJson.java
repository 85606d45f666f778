package dev.interleave.job.jdbc;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.interleave.job.await.AwaitedItem;
import dev.interleave.job.await.AwaitedItem.Child;
import dev.interleave.job.await.AwaitedItem.First;
import dev.interleave.job.await.AwaitedItem.Time;
import dev.interleave.job.await.JobAwait;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The stored form of a wait. Immutable.
///
/// @param step the number of the step that waits
/// @param items what it waits for
/// @param failed the job that ended the wait without a result
/// @param over whether the wait is over
/// @param wakeAt milliseconds since 1970
/// @param resultBytes the length of the results; null in waits that were stored before it was
@JsonInclude(JsonInclude.Include.NON_NULL)
record AwaitJson(
        long step,
        List<Item> items,
        @Nullable UUID failed,
        boolean over,
        @Nullable Long wakeAt,
        @Nullable Long resultBytes) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /// A part of the wait: exactly one of the first three members is set.
    ///
    /// @param job an id
    /// @param at milliseconds since 1970
    /// @param first the alternatives
    /// @param winner the index of the alternative that has ended
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            @Nullable UUID job,
            @Nullable Long at,
            @Nullable List<Item> first,
            @Nullable Integer winner) {

        private static Item of(AwaitedItem item) {
            return switch (item) {
                case Child(UUID id) -> new Item(id, null, null, null);
                case Time(Instant at) -> new Item(null, at.toEpochMilli(), null, null);
                case First(List<AwaitedItem> alternatives, Integer winner) ->
                    new Item(null, null, alternatives.stream().map(Item::of).toList(), winner);
            };
        }

        private AwaitedItem item() {
            if (job != null) {
                return new Child(job);
            }
            return first == null
                    ? new Time(Instant.ofEpochMilli(Objects.requireNonNull(at)))
                    : new First(first.stream().map(Item::item).toList(), winner);
        }
    }

    /// @param await a wait, or null
    /// @return its JSON, or null
    static @Nullable String write(@Nullable JobAwait await) {
        if (await == null) {
            return null;
        }
        Instant wakeAt = await.wakeAt();
        return JSON.writeValueAsString(new AwaitJson(
                await.step(),
                await.items().stream().map(Item::of).toList(),
                await.failed(),
                await.isOver(),
                wakeAt == null ? null : wakeAt.toEpochMilli(),
                await.resultBytes()));
    }

    /// @param json what [#write] has written, or null
    /// @return the wait, or null
    static @Nullable JobAwait read(@Nullable String json) {
        if (json == null) {
            return null;
        }
        AwaitJson stored = JSON.readValue(json, AwaitJson.class);
        return new JobAwait(
                stored.step,
                stored.items.stream().map(Item::item).toList(),
                stored.failed,
                stored.over,
                stored.wakeAt == null ? null : Instant.ofEpochMilli(stored.wakeAt),
                stored.resultBytes == null ? 0 : stored.resultBytes);
    }
}
