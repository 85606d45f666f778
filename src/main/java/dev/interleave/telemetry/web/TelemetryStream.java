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

/// Streams telemetry to clients. Thread-safe.
///
/// Twice a second, one frame is built for all clients, its JSON once per owner; none while there are no
/// clients. A slow client misses frames and does not delay the others.
@Component
class TelemetryStream {

    private static final int RATE_MILLIS = 500;
    private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// What is sent to all clients at a time.
    ///
    /// @param number from 1
    /// @param slice number of the last slice up to this frame
    /// @param slices the slices since the previous frame
    /// @param timelineJson the slices as JSON by owner, filled on demand
    /// @param currentJson the current telemetry as JSON, in every other frame
    private record Frame(
            long number,
            long slice,
            List<TimelineSample> slices,
            Map<String, String> timelineJson,
            @Nullable String currentJson) {}

    private final CurrentTelemetry telemetry;
    private final JobCounts counts;
    private final LoopTimeline timeline;
    private final JsonMapper json;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int clients;
    private Frame frame = new Frame(0, 0, List.of(), Map.of(), null);
    private boolean closed;
    private volatile long published;

    TelemetryStream(CurrentTelemetry telemetry, JobCounts counts, LoopTimeline timeline, JsonMapper json) {
        this.telemetry = telemetry;
        this.counts = counts;
        this.timeline = timeline;
        this.json = json;
    }

    TelemetryView current() {
        return TelemetryView.of(telemetry, counts.last());
    }

    TimelineView timelineSince(long slice, String owner) {
        return TimelineView.of(telemetry.loop().instance(), timeline.since(slice), owner);
    }

    /// Sends events until the client disconnects or the service stops.
    ///
    /// @param owner the tenant of the client
    /// @param seen number of the last slice that the client received, 0 for none
    void send(EventStream stream, String owner, long seen) throws IOException {
        addClients(1);
        try {
            List<TimelineSample> missed = timeline.since(seen);
            long slice = missed.isEmpty() ? seen : missed.getLast().number();
            stream.send("figures", id(slice), json.writeValueAsString(current()));
            stream.send("turns", id(slice), json.writeValueAsString(timelineSince(seen, owner)));
            long number = frame().number();
            while (stream.isOpen()) {
                Frame frame = next(number);
                if (frame.number() > number) {
                    number = frame.number();
                    send(stream, owner, frame);
                }
                stream.keepAlive();
            }
        } finally {
            addClients(-1);
        }
    }

    /// Contains the process, because each process counts its slices from 1.
    String id(long slice) {
        return telemetry.loop().instance() + "." + slice;
    }

    /// @return the slice of an event id; 0 if the id is missing, malformed or of another process
    long slice(@Nullable String id) {
        String prefix = telemetry.loop().instance() + ".";
        String number = id != null && id.startsWith(prefix) ? id.substring(prefix.length()) : "";
        return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0;
    }

    @Scheduled(fixedRate = RATE_MILLIS)
    void publish() {
        List<TimelineSample> fresh = timeline.since(published);
        published = fresh.isEmpty() ? published : fresh.getLast().number();
        if (!hasClients()) {
            return;
        }
        long number = frame().number() + 1;
        String currentJson = number % 2 == 0 ? json.writeValueAsString(current()) : null;
        publish(new Frame(number, published, fresh, new ConcurrentHashMap<>(), currentJson));
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

    private void send(EventStream stream, String owner, Frame frame) throws IOException {
        if (frame.currentJson() != null) {
            stream.send("figures", id(frame.slice()), frame.currentJson());
        }
        stream.send("turns", id(frame.slice()), frame.timelineJson().computeIfAbsent(owner, _ -> json(frame, owner)));
    }

    private String json(Frame frame, String owner) {
        return json.writeValueAsString(TimelineView.of(telemetry.loop().instance(), frame.slices(), owner));
    }

    private void addClients(int count) {
        lock.lock();
        try {
            clients += count;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasClients() {
        lock.lock();
        try {
            return clients > 0;
        } finally {
            lock.unlock();
        }
    }

    private void publish(Frame next) {
        lock.lock();
        try {
            frame = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Frame frame() {
        lock.lock();
        try {
            return frame;
        } finally {
            lock.unlock();
        }
    }

    /// Waits up to one second for the next frame.
    private Frame next(long seen) {
        lock.lock();
        try {
            long nanos = MAX_WAIT_NANOS;
            while (frame.number() == seen && nanos > 0 && !closed) {
                nanos = changed.awaitNanos(nanos);
            }
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return frame;
        } finally {
            lock.unlock();
        }
    }
}
