package dev.interleave.eventloop;

import java.util.function.LongSupplier;

/// Measures turns without paying for a look at the clock per turn when turns are tiny.
///
/// A clock read costs about as much as ten turns of the loop itself. So an entry is measured alone until one of
/// its turns was seen to be tiny; after that its turns are measured together with others like it. When such a
/// batch turns out not to be tiny any more, all marks are void and everybody is measured alone again. A long
/// turn is therefore seen as what it is, except the first one of a task that was tiny until then.
final class TurnMeter {

    static final int BATCH = 16;
    private static final long TINY_NANOS = 2_000;

    private final LongSupplier nanoClock;
    private final EventLoopListener listener;
    private int mark = 1;
    private int batched;
    private long batchStart;

    TurnMeter(LongSupplier nanoClock, EventLoopListener listener) {
        this.nanoClock = nanoClock;
        this.listener = listener;
    }

    /// Runs one turn of the entry.
    ///
    /// @return how much of a batch it filled: [#BATCH] if it was measured alone
    int run(Entry entry) {
        if (entry.tinySince != mark) {
            runAlone(entry);
            return BATCH;
        }
        if (batched++ == 0) {
            batchStart = nanoClock.getAsLong();
        }
        entry.turn();
        return 1;
    }

    private void runAlone(Entry entry) {
        flush();
        long start = nanoClock.getAsLong();
        entry.turn();
        long nanos = nanoClock.getAsLong() - start;
        entry.tinySince = nanos < TINY_NANOS ? mark : 0;
        listener.turnsRan(1, nanos);
    }

    /// Tells of the turns that were run and not yet told of.
    void flush() {
        if (batched == 0) {
            return;
        }
        int turns = batched;
        batched = 0;
        long nanos = nanoClock.getAsLong() - batchStart;
        if (nanos > turns * TINY_NANOS) {
            mark++;
        }
        listener.turnsRan(turns, nanos);
    }
}
