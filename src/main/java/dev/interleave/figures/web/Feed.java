package dev.interleave.figures.web;

import dev.interleave.execution.TurnHistory;
import dev.interleave.execution.TurnSlice;
import dev.interleave.figures.Figures;
import dev.interleave.figures.StoreCounts;
import dev.interleave.rest.EventStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Tells all who listen what is new: made once for all of them, twice a second, and not at all when there is
/// nobody. Who reads too slowly misses something, and holds up nobody. Thread-safe.
@Component
class Feed {

    private static final int RATE_MILLIS = 500;
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// @param number from 1, by one more each time
    /// @param slice the number of the last slice in it
    /// @param turns the slices since the frame before, as JSON
    /// @param figures as JSON, in every other frame
    private record Frame(
            long number, long slice, String turns, @Nullable String figures) {}

    private final Figures figures;
    private final StoreCounts counts;
    private final TurnHistory turns;
    private final JsonMapper json;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int listeners;
    private Frame current = new Frame(0, 0, "", null);
    private boolean closed;
    private volatile long published;

    Feed(Figures figures, StoreCounts counts, TurnHistory turns, JsonMapper json) {
        this.figures = figures;
        this.counts = counts;
        this.turns = turns;
        this.json = json;
    }

    FiguresView figuresNow() {
        return FiguresView.of(figures, counts.last());
    }

    TurnsView turnsSince(long slice) {
        return TurnsView.of(figures.loop().instance(), turns.since(slice));
    }

    /// Sends events until the service stops.
    ///
    /// @param stream where to
    /// @param seen the number of the last slice that the client has seen, 0 for none
    void tell(EventStream stream, long seen) throws IOException {
        join(1);
        try {
            List<TurnSlice> missed = turns.since(seen);
            long slice = missed.isEmpty() ? seen : missed.getLast().number();
            stream.send("figures", id(slice), json.writeValueAsString(figuresNow()));
            stream.send("turns", id(slice), json.writeValueAsString(turnsSince(seen)));
            long number = current().number();
            while (stream.isOpen()) {
                Frame frame = next(number);
                if (frame.number() > number) {
                    number = frame.number();
                    tell(stream, frame);
                }
                stream.keepAlive();
            }
        } finally {
            join(-1);
        }
    }

    /// Names this process too: the next one counts anew.
    String id(long slice) {
        return figures.loop().instance() + "." + slice;
    }

    /// @return the slice that an id stands for, 0 if it is of another process or no id at all
    long slice(@Nullable String id) {
        String prefix = figures.loop().instance() + ".";
        String number = id != null && id.startsWith(prefix) ? id.substring(prefix.length()) : "";
        return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0;
    }

    @Scheduled(fixedRate = RATE_MILLIS)
    void publish() {
        List<TurnSlice> fresh = turns.since(published);
        published = fresh.isEmpty() ? published : fresh.getLast().number();
        if (!hasListeners()) {
            return;
        }
        String turnsJson = json.writeValueAsString(TurnsView.of(figures.loop().instance(), fresh));
        long number = current().number() + 1;
        put(new Frame(number, published, turnsJson, number % 2 == 0 ? json.writeValueAsString(figuresNow()) : null));
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

    private void tell(EventStream stream, Frame frame) throws IOException {
        if (frame.figures() != null) {
            stream.send("figures", id(frame.slice()), frame.figures());
        }
        stream.send("turns", id(frame.slice()), frame.turns());
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
