package dev.interleave.eventloop;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Measures turns without paying for a look at the clock per turn when turns are tiny.
///
/// A clock read costs more than a turn of the loop itself. So an entry is measured alone until some turns in a
/// row were seen to be tiny; after that its turns are measured together with others like it. When such a batch
/// turns out not to be tiny any more, all marks are void and everybody is measured alone again. A long turn is
/// therefore seen as what it is, except the first ones of a task that was tiny for a while.
///
/// The loop looks at its door once per batch: after 64 µs of turns that are just tiny enough, much sooner after
/// those that are really tiny.
final class TurnMeter {

    static final int BATCH = 64;
    /// How many tiny turns in a row earn the mark: a task whose turns are now tiny and now long has none.
    static final int TRIAL = 8;
    private static final long TINY_NANOS = 1_000;

    private final LongSupplier nanoClock;
    private final EventLoopListener listener;
    private final ReadyQueue ready;
    private int mark = 1;
    private int batched;
    private long batchStart;
    private @Nullable Schedulable firstOfBatch;

    /// @param ready is told whose turns took how long, which it may want to know before somebody else has one
    TurnMeter(LongSupplier nanoClock, EventLoopListener listener, ReadyQueue ready) {
        this.nanoClock = nanoClock;
        this.listener = listener;
        this.ready = ready;
    }

    /// Runs one turn of the entry.
    ///
    /// @return how much of a batch it filled: [#BATCH] if it was measured alone
    int run(Schedulable schedulable) {
        if (schedulable.tinySince != mark) {
            runAlone(schedulable);
            return BATCH;
        }
        if (batched++ == 0) {
            batchStart = nanoClock.getAsLong();
            firstOfBatch = schedulable;
        }
        schedulable.turn();
        return 1;
    }

    private void runAlone(Schedulable schedulable) {
        flush();
        long start = nanoClock.getAsLong();
        schedulable.turn();
        long nanos = nanoClock.getAsLong() - start;
        schedulable.tinyInARow = nanos < TINY_NANOS ? schedulable.tinyInARow + 1 : 0;
        if (schedulable.tinyInARow == TRIAL) {
            schedulable.tinyInARow = 0;
            schedulable.tinySince = mark;
        }
        ready.charge(schedulable, nanos);
        schedulable.measured(nanos);
        listener.turnsRan(1, nanos);
    }

    /// Tells of the turns that were run and not yet told of.
    void flush() {
        Schedulable first = firstOfBatch;
        if (first == null) {
            return;
        }
        int turns = batched;
        batched = 0;
        firstOfBatch = null; // it may have ended
        long nanos = nanoClock.getAsLong() - batchStart;
        if (nanos > turns * TINY_NANOS) {
            mark++;
        }
        ready.charge(first, nanos);
        listener.turnsRan(turns, nanos);
    }
}
