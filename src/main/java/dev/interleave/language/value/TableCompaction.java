package dev.interleave.language.value;

import dev.interleave.arithmetic.sliced.SlicedOperation;

/// Closes the gaps in a large table, in slices: the program stands still meanwhile. Not thread-safe.
public final class TableCompaction implements SlicedOperation<Object> {

    private static final int ENTRIES = 4_096;
    private static final int UNITS_PER_ENTRY = 10;

    private final HashTable table;
    private int from = -1;
    private int to;
    private boolean isDone;

    /// @param table that has needed it
    public TableCompaction(HashTable table) {
        this.table = table;
    }

    @Override
    public int advance() {
        if (from < 0) {
            if (!table.needsCompaction()) {
                isDone = true;
                return 1;
            }
            from = table.begin;
            table.begin = 0;
        }
        to = table.compact(from, to, ENTRIES);
        from += ENTRIES;
        if (from >= table.end) {
            table.end = to;
            isDone = true;
        }
        return ENTRIES * UNITS_PER_ENTRY;
    }

    @Override
    public boolean isDone() {
        return isDone;
    }

    @Override
    public Object result() {
        return Singleton.NONE;
    }
}
