package dev.interleave.quota.usage;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Loop time that owners received in the last hour, on all instances. Thread-safe.
///
/// Loop time is counted by the minute: the time of a minute counts until an hour after its end. The time of other
/// instances is up to two seconds old, and a crash loses up to one second.
@Component
class LoopTimeUsage {

    private static final Logger log = LoggerFactory.getLogger(LoopTimeUsage.class);

    private static final Duration SLOT = Duration.ofMinutes(1);
    private static final Duration RETENTION = Limits.LOOP_TIME_WINDOW.plus(SLOT);

    /// How long the loop time of other instances is cached.
    private static final Duration CACHED = Duration.ofSeconds(1);

    /// How long the loop time of this instance is up to date. Reading it visits all running jobs.
    private static final long FRESH_NANOS = Duration.ofMillis(20).toNanos();

    private final LoopTimeMeter meter;
    private final QuotaStore store;
    private final ConfiguredLimits limits;
    private final String instance;
    private final InstantSource clock;
    private final Ticker ticker;
    private final LoadingCache<String, SortedMap<Instant, Long>> remote;

    /// By owner and minute, of this instance.
    private final Map<String, TreeMap<Instant, Long>> local = new HashMap<>();

    /// The first minute by owner that has to be stored.
    private final Map<String, Instant> unsaved = new HashMap<>();

    private long readAt;

    @Autowired
    LoopTimeUsage(
            LoopTimeMeter meter,
            QuotaStore store,
            ConfiguredLimits limits,
            EventLoopReport report,
            InstantSource clock) {
        this(meter, store, limits, report.instance(), clock, Ticker.systemTicker());
    }

    LoopTimeUsage(
            LoopTimeMeter meter,
            QuotaStore store,
            ConfiguredLimits limits,
            String instance,
            InstantSource clock,
            Ticker ticker) {
        this.meter = meter;
        this.store = store;
        this.limits = limits;
        this.instance = instance;
        this.clock = clock;
        this.ticker = ticker;
        this.readAt = ticker.read();
        this.remote = Caffeine.newBuilder()
                .ticker(ticker)
                .executor(Runnable::run)
                .expireAfterWrite(CACHED)
                .build(owner -> store.loopTime(owner, oldestSlot(), instance));
    }

    /// Stores what was received since the last call. Reads the meter even if no owner has such a limit, so that
    /// the meter forgets the owners.
    @Scheduled(fixedDelay = 1_000)
    void save() {
        List<LoopTimeSlot> slots = collect();
        remote.cleanUp();
        if (slots.isEmpty()) {
            return;
        }
        try {
            store.saveLoopTime(instance, slots, oldestSlot());
        } catch (DataAccessException | TransactionException e) {
            log.debug("Could not store the loop time of owners; retrying in a second", e);
            markUnsaved(slots);
        }
    }

    /// @param owner with a limit on loop time
    /// @return nanoseconds by the start of the minute, for all minutes that still count
    synchronized SortedMap<Instant, Long> received(String owner) {
        if (ticker.read() - readAt > FRESH_NANOS) {
            readMeter();
        }
        SortedMap<Instant, Long> all = new TreeMap<>(remote.get(owner).tailMap(oldestSlot()));
        local.getOrDefault(owner, new TreeMap<>())
                .tailMap(oldestSlot())
                .forEach((slot, nanos) -> all.merge(slot, nanos, Long::sum));
        return all;
    }

    /// @param received as returned by [#received(String)]
    /// @param target in nanoseconds
    /// @return when at most the target is left
    static Instant fallsTo(SortedMap<Instant, Long> received, long target) {
        long left = received.values().stream().mapToLong(Long::longValue).sum();
        Instant last = Instant.MIN;
        for (var slot : received.entrySet()) {
            if (left <= target) {
                break;
            }
            left -= slot.getValue();
            last = slot.getKey().plus(RETENTION);
        }
        return last;
    }

    /// @return the number of owners in memory
    synchronized long size() {
        remote.cleanUp();
        return local.size() + remote.estimatedSize();
    }

    private synchronized List<LoopTimeSlot> collect() {
        readMeter();
        List<LoopTimeSlot> slots = new ArrayList<>();
        unsaved.forEach((owner, since) -> local.getOrDefault(owner, new TreeMap<>())
                .tailMap(since)
                .forEach((slot, nanos) -> slots.add(new LoopTimeSlot(owner, slot, nanos))));
        unsaved.clear();
        local.values().removeIf(ofOwner -> {
            ofOwner.headMap(oldestSlot()).clear();
            return ofOwner.isEmpty();
        });
        return slots;
    }

    private void readMeter() {
        readAt = ticker.read();
        Instant slot = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        meter.take().forEach((owner, nanos) -> {
            if (limits.of(owner).amount(Limit.LOOP_TIME) != null) {
                local.computeIfAbsent(owner, _ -> new TreeMap<>()).merge(slot, nanos, Long::sum);
                markUnsaved(owner, slot);
            }
        });
    }

    private synchronized void markUnsaved(List<LoopTimeSlot> slots) {
        slots.forEach(slot -> markUnsaved(slot.owner(), slot.slot()));
    }

    private void markUnsaved(String owner, Instant slot) {
        unsaved.merge(owner, slot, (first, second) -> first.isBefore(second) ? first : second);
    }

    private Instant oldestSlot() {
        return clock.instant().minus(RETENTION).plusMillis(1);
    }
}
