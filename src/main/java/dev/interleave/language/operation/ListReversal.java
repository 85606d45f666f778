package dev.interleave.language.operation;

import dev.interleave.arithmetic.sliced.SlicedOperation;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.Request;
import dev.interleave.language.value.Singleton;

/// Reverses a list in place: at once if it is short, otherwise in slices. Not thread-safe.
public final class ListReversal implements SlicedOperation<Object> {

    private static final int SLICE = 8_192;

    private final ListObject list;
    private int done;

    private ListReversal(ListObject list) {
        this.list = list;
    }

    /// @param runtime of the program
    /// @param list to be reversed
    /// @return `None`, or a request to do it
    public static Object of(ProgramRuntime runtime, ListObject list) {
        var reversal = new ListReversal(list);
        if (list.size > SLICE) {
            return new Request.LongWork(reversal);
        }
        if (!reversal.isDone()) {
            runtime.charge(reversal.advance());
        }
        return Singleton.NONE;
    }

    @Override
    public int advance() {
        int last = Math.min(list.size / 2, done + SLICE);
        for (int i = done; i < last; i++) {
            int j = list.size - 1 - i;
            Object item = list.get(i);
            list.set(i, list.get(j));
            list.set(j, item);
        }
        int count = last - done;
        done = last;
        return Math.max(1, count * 2);
    }

    @Override
    public boolean isDone() {
        return done >= list.size / 2;
    }

    @Override
    public Object result() {
        return Singleton.NONE;
    }
}
