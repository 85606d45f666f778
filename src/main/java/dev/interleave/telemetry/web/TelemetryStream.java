package dev.interleave.telemetry.web;

import dev.interleave.execution.metrics.LoopTimeline;
import dev.interleave.execution.metrics.TimelineSample;
import dev.interleave.rest.sse.EventStream;
import dev.interleave.telemetry.CurrentTelemetry;
import dev.interleave.telemetry.JobCounts;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Tells all who listen what is new: made once for all of an owner, twice a second, and not at all when there
/// is nobody. Who reads too slowly misses something, and holds up nobody. Thread-safe.
@Component
class TelemetryStream {

    private static final int RATE_MILLIS = 500;
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// @param number from 1, by one more each time
    /// @param slice the number of the last slice in it
    /// @param turns the slices since the frame before
    /// @param json the same as each owner sees it, made when the first of them asks
    /// @param figuresJson as JSON, in every other frame
    private record Frame(
            long number,
            long slice,
            List<TimelineSample> turns,
            Map<String, String> json,
            @Nullable String figuresJson) {}

    private final CurrentTelemetry currentTelemetry;
    private final JobCounts counts;
    private final LoopTimeline turns;
    private final JsonMapper json;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int listeners;
    private Frame current = new Frame(0, 0, List.of(), Map.of(), null);
    private boolean closed;
    private volatile long published;

    TelemetryStream(CurrentTelemetry currentTelemetry, JobCounts counts, LoopTimeline turns, JsonMapper json) {
        this.currentTelemetry = currentTelemetry;
        this.counts = counts;
        this.turns = turns;
        this.json = json;
    }

    TelemetryView figuresNow() {
        return TelemetryView.of(currentTelemetry, counts.last());
    }

    TimelineView turnsSince(long slice, String owner) {
        return TimelineView.of(currentTelemetry.loop().instance(), turns.since(slice), owner);
    }

    /// Sends events until the service stops.
    ///
    /// @param stream where to
    /// @param owner who listens
    /// @param seen the number of the last slice that the client has seen, 0 for none
    void tell(EventStream stream, String owner, long seen) throws IOException {
        join(1);
        try {
            List<TimelineSample> missed = turns.since(seen);
            long slice = missed.isEmpty() ? seen : missed.getLast().number();
            stream.send("figures", id(slice), json.writeValueAsString(figuresNow()));
            stream.send("turns", id(slice), json.writeValueAsString(turnsSince(seen, owner)));
            long number = current().number();
            while (stream.isOpen()) {
                Frame frame = next(number);
                if (frame.number() > number) {
                    number = frame.number();
                    tell(stream, owner, frame);
                }
                stream.keepAlive();
            }
        } finally {
            join(-1);
        }
    }

    /// Names this process too: the next one counts anew.
    String id(long slice) {
        return currentTelemetry.loop().instance() + "." + slice;
    }

    /// @return the slice that an id stands for, 0 if it is of another process or no id at all
    long slice(@Nullable String id) {
        String prefix = currentTelemetry.loop().instance() + ".";
        String number = id != null && id.startsWith(prefix) ? id.substring(prefix.length()) : "";
        return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0;
    }

    @Scheduled(fixedRate = RATE_MILLIS)
    void publish() {
        List<TimelineSample> fresh = turns.since(published);
        published = fresh.isEmpty() ? published : fresh.getLast().number();
        if (!hasListeners()) {
            return;
        }
        long number = current().number() + 1;
        String figuresJson = number % 2 == 0 ? json.writeValueAsString(figuresNow()) : null;
        put(new Frame(number, published, fresh, new ConcurrentHashMap<>(), figuresJson));
    }

    @EventListener
    void close(ContextClosedEvent event) {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void tell(EventStream stream, String owner, Frame frame) throws IOException {
        if (frame.figuresJson() != null) {
            stream.send("figures", id(frame.slice()), frame.figuresJson());
        }
        stream.send("turns", id(frame.slice()), frame.json().computeIfAbsent(owner, _ -> json(frame, owner)));
    }

    private String json(Frame frame, String owner) {
        return json.writeValueAsString(TimelineView.of(currentTelemetry.loop().instance(), frame.turns(), owner));
    }

    private void join(int howMany) {
        lock.lock();
        try {
            listeners += howMany;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasListeners() {
        lock.lock();
        try {
            return listeners > 0;
        } finally {
            lock.unlock();
        }
    }

    private void put(Frame frame) {
        lock.lock();
        try {
            current = frame;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Frame current() {
        lock.lock();
        try {
            return current;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for another frame than the one seen, but not for ever.
    private Frame next(long seen) {
        lock.lock();
        try {
            long nanos = LONGEST_WAIT_NANOS;
            while (current.number() == seen && nanos > 0 && !closed) {
                nanos = changed.awaitNanos(nanos);
            }
            return current;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return current;
        } finally {
            lock.unlock();
        }
    }
}
