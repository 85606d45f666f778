package dev.interleave.language.value;

/// The integers from a start to a stop, by a step. All are of 64 bits.
public final class RangeObject extends HeapObject {

    /// The first one.
    public final long start;

    /// Behind the last one.
    public final long stop;

    /// The difference of two neighbours, not 0.
    public final long step;

    /// How many there are.
    public final long length;

    /// @param start the first one
    /// @param stop behind the last one
    /// @param step the difference of two neighbours, not 0
    public RangeObject(long start, long stop, long step) {
        super(Types.RANGE);
        this.start = start;
        this.stop = stop;
        this.step = step;
        this.length = length(start, stop, step);
    }

    private static long length(long start, long stop, long step) {
        if (step > 0 ? start >= stop : start <= stop) {
            return 0;
        }
        long span = step > 0 ? stop - 1 - start : start - 1 - stop; // unsigned where it overflows
        long magnitude = step > 0 ? step : -step;
        long length = Long.divideUnsigned(span, magnitude) + 1;
        return length < 0 ? Long.MAX_VALUE : length;
    }

    /// @param index from 0 to the length
    /// @return the integer there
    public long get(long index) {
        return start + index * step;
    }
}
