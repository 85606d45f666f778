package dev.interleave.quota.usage;

import dev.interleave.execution.metrics.EventLoopReport;
import dev.interleave.execution.metrics.LoopTimeMeter;
import dev.interleave.quota.limits.ConfiguredLimits;
import dev.interleave.quota.limits.Limit;
import dev.interleave.quota.limits.Limits;
import dev.interleave.quota.usage.QuotaStore.LoopTimeSlot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// How much of the loop's time owners have received in the last hour, on all instances. Thread-safe.
///
/// It is counted by the minute: what was received in a minute counts until an hour after its end. What other
/// instances tell is up to two seconds old, and a crash forgets a second.
@Component
class LoopTimeUsage {

    private static final Logger log = LoggerFactory.getLogger(LoopTimeUsage.class);
    private static final Duration SLOT = Duration.ofMinutes(1);
    private static final Duration KEPT = Limits.LOOP_TIME_WINDOW.plus(SLOT);
    private static final long REMEMBERED_NANOS = Duration.ofSeconds(1).toNanos();

    private static final long FRESH_NANOS = Duration.ofMillis(20).toNanos();

    private record Others(SortedMap<Instant, Long> slots, long at) {}

    private final LoopTimeMeter loopTimeMeter;
    private final QuotaStore store;
    private final ConfiguredLimits limits;
    private final String instance;
    private final InstantSource clock;
    private final Map<String, TreeMap<Instant, Long>> own = new HashMap<>();
    private final Map<String, Others> others = new HashMap<>();
    private final Map<String, Instant> unsaved = new HashMap<>();
    private long taken = System.nanoTime();

    LoopTimeUsage(
            LoopTimeMeter loopTimeMeter,
            QuotaStore store,
            ConfiguredLimits limits,
            EventLoopReport report,
            InstantSource clock) {
        this.loopTimeMeter = loopTimeMeter;
        this.store = store;
        this.limits = limits;
        this.instance = report.instance();
        this.clock = clock;
    }

    /// Writes down what was received since the last time.
    @Scheduled(fixedDelay = 1_000)
    void save() {
        if (!limits.haveAnywhere(Limit.LOOP_TIME)) {
            return;
        }
        List<LoopTimeSlot> slots = collect();
        if (slots.isEmpty()) {
            return;
        }
        try {
            store.saveLoopTime(instance, slots, oldest());
        } catch (DataAccessException | TransactionException e) {
            log.debug("the loop time of owners could not be saved, it will be tried again", e);
            keepForLater(slots);
        }
    }

    /// @param owner with such a limit
    /// @return nanoseconds by the beginning of their minute, without those that no longer count
    synchronized SortedMap<Instant, Long> received(String owner) {
        takeUnlessJustNow();
        SortedMap<Instant, Long> all = new TreeMap<>(others(owner).tailMap(oldest()));
        own.getOrDefault(owner, new TreeMap<>())
                .tailMap(oldest())
                .forEach((slot, nanos) -> all.merge(slot, nanos, Long::sum));
        return all;
    }

    /// @param received as [#received(String)] tells it
    /// @param target in nanoseconds
    /// @return when no more than the target will be left of it
    static Instant fallsTo(SortedMap<Instant, Long> received, long target) {
        long left = received.values().stream().mapToLong(Long::longValue).sum();
        Instant last = Instant.MIN;
        for (var slot : received.entrySet()) {
            if (left <= target) {
                break;
            }
            left -= slot.getValue();
            last = slot.getKey().plus(KEPT);
        }
        return last;
    }

    private SortedMap<Instant, Long> others(String owner) {
        Others known = others.get(owner);
        if (known == null || System.nanoTime() - known.at > REMEMBERED_NANOS) {
            known = new Others(new TreeMap<>(store.loopTime(owner, oldest(), instance)), System.nanoTime());
            others.put(owner, known);
        }
        return known.slots;
    }

    private synchronized List<LoopTimeSlot> collect() {
        take();
        List<LoopTimeSlot> slots = new ArrayList<>();
        unsaved.forEach((owner, since) -> own.getOrDefault(owner, new TreeMap<>())
                .tailMap(since)
                .forEach((slot, nanos) -> slots.add(new LoopTimeSlot(owner, slot, nanos))));
        unsaved.clear();
        own.values().removeIf(mine -> {
            mine.headMap(oldest()).clear();
            return mine.isEmpty();
        });
        return slots;
    }

    private synchronized void keepForLater(List<LoopTimeSlot> slots) {
        slots.forEach(slot -> markUnsaved(slot.owner(), slot.slot()));
    }

    /// All jobs in the loop are looked at, so not for each submission.
    private void takeUnlessJustNow() {
        if (System.nanoTime() - taken > FRESH_NANOS) {
            take();
        }
    }

    private void take() {
        taken = System.nanoTime();
        Instant slot = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        loopTimeMeter.take().forEach((owner, nanos) -> {
            if (limits.of(owner).amount(Limit.LOOP_TIME) != null) {
                own.computeIfAbsent(owner, _ -> new TreeMap<>()).merge(slot, nanos, Long::sum);
                markUnsaved(owner, slot);
            }
        });
    }

    private void markUnsaved(String owner, Instant slot) {
        unsaved.merge(owner, slot, (one, other) -> one.isBefore(other) ? one : other);
    }

    private Instant oldest() {
        return clock.instant().minus(KEPT).plusMillis(1);
    }
}
