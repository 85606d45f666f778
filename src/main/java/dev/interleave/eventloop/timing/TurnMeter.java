package dev.interleave.eventloop.timing;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Measures turns, tiny ones in batches: reading the clock costs more than a tiny turn does.
///
/// Not thread-safe; call only from the loop thread. Turns are measured one by one until eight turns of a task in a
/// row took less than a microsecond. From then on, its turns are measured in batches, together with those of other
/// tasks like it. When a batch takes longer than a microsecond per turn, a new generation begins, in which the
/// turns of all tasks are measured one by one again. A long turn is therefore measured as such, except for the
/// first ones of a task whose turns were tiny before.
///
/// A batch has at most 64 turns. The loop drains its inbox after each batch: after 64 µs of turns that are just
/// short enough, and much sooner after really short ones.
///
/// @param <T> what has turns
public final class TurnMeter<T extends Measurable> {

    /// Receives what was measured.
    ///
    /// @param <T> what has turns
    public interface Recorder<T> {

        /// @param first what had the turn, or the first turn of a batch
        /// @param turns how many were measured together, at least 1
        /// @param nanos how long all of them took together
        void record(T first, int turns, long nanos);
    }

    /// How many turns a batch has at most.
    public static final int BATCH = 64;

    /// How many tiny turns in a row it takes: a task whose turns are sometimes long never gets there.
    static final int TRIAL = 8;

    private static final long TINY_NANOS = 1_000;

    private final LongSupplier nanoClock;
    private final Recorder<? super T> recorder;
    private int generation = 1;
    private int batched;
    private long batchStart;
    private @Nullable T firstOfBatch;

    /// @param nanoClock in nanoseconds from any origin
    /// @param recorder receives what was measured
    public TurnMeter(LongSupplier nanoClock, Recorder<? super T> recorder) {
        this.nanoClock = nanoClock;
        this.recorder = recorder;
    }

    /// Runs one turn.
    ///
    /// @param next what has the turn
    /// @return how much of a batch it filled: [#BATCH] if it was measured alone
    public int run(T next) {
        if (next.tinyIn != generation) {
            runAlone(next);
            return BATCH;
        }
        if (batched++ == 0) {
            batchStart = nanoClock.getAsLong();
            firstOfBatch = next;
        }
        next.turn();
        return 1;
    }

    private void runAlone(T next) {
        flush();
        long start = nanoClock.getAsLong();
        next.turn();
        long nanos = nanoClock.getAsLong() - start;
        next.tinyInARow = nanos < TINY_NANOS ? next.tinyInARow + 1 : 0;
        if (next.tinyInARow == TRIAL) {
            next.tinyInARow = 0;
            next.tinyIn = generation;
        }
        next.measured(nanos);
        recorder.record(next, 1, nanos);
    }

    /// Records the batch under way.
    public void flush() {
        T first = firstOfBatch;
        if (first == null) {
            return;
        }
        int turns = batched;
        batched = 0;
        firstOfBatch = null; // it may have ended
        long nanos = nanoClock.getAsLong() - batchStart;
        if (nanos > turns * TINY_NANOS) {
            generation++;
        }
        recorder.record(first, turns, nanos);
    }
}
