package dev.interleave.language.builtin;

import dev.interleave.language.operation.Operators;
import dev.interleave.language.operation.Operators.Ordering;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.Request;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.TupleObject;
import java.util.Arrays;

/// The parts of a stable merge sort that need no code of the program: pairs of a key and a value are compared by
/// their keys, with `<` only.
final class Sorting {

    private static final class NeedsCode extends RuntimeException {
        private static final long serialVersionUID = 1;

        NeedsCode() {
            super(null, null, false, false);
        }
    }

    private Sorting() {}

    private static boolean isLess(Object x, Object y) {
        Object isLess = Operators.compare(Ordering.LESS, ((TupleObject) x).items[0], ((TupleObject) y).items[0]);
        if (isLess instanceof Request) {
            throw new NeedsCode();
        }
        return Boolean.TRUE.equals(isLess);
    }

    /// Sorts a short list in place.
    ///
    /// @return whether it is done; otherwise the library has to do it
    static boolean sort(ProgramRuntime runtime, ListObject list) {
        Object[] items = list.toArray();
        try {
            Arrays.sort(items, (x, y) -> isLess(x, y) ? -1 : isLess(y, x) ? 1 : 0);
        } catch (NeedsCode | IllegalArgumentException e) {
            return false;
        }
        runtime.charge(items.length * 20L);
        list.setAll(items);
        return true;
    }

    /// Merges two sorted lists: the arguments are a list and where it goes on, another list and where it goes on,
    /// the list that is made, and the largest number of elements.
    ///
    /// @return the new positions, or `None` if the library has to do it
    static Object merge(ProgramRuntime runtime, Object[] a) {
        var x = (ListObject) a[0];
        int i = (int) (long) (Long) a[1];
        var y = (ListObject) a[2];
        int j = (int) (long) (Long) a[3];
        var into = (ListObject) a[4];
        int size = into.size;
        long count = (Long) a[5];
        try {
            for (long n = 0; n < count && (i < x.size || j < y.size); n++) {
                boolean takesSecond = i == x.size || (j < y.size && isLess(y.get(j), x.get(i)));
                into.add(takesSecond ? y.get(j++) : x.get(i++));
            }
        } catch (NeedsCode e) {
            into.replace(size, into.size, new Object[0], 0);
            return Singleton.NONE;
        }
        runtime.charge((into.size - size) * 8L);
        runtime.allocate((into.size - size) * 8L);
        return new TupleObject((long) i, (long) j);
    }
}
