package dev.interleave.language.operation;

import dev.interleave.arithmetic.sliced.SlicedOperation;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.Request;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Appends elements of sequences to a list: at once if they are few, otherwise in slices. Not thread-safe.
public final class ListCopy implements SlicedOperation<Object> {

    private static final int AT_ONCE = 8_192;
    private static final int SLICE = 8_192;
    private static final int BYTES_PER_ELEMENT = 8;
    private static final int LIST_BYTES = 56;

    /// Where elements come from.
    ///
    /// @param source a list or a tuple
    /// @param start the index of the first element
    /// @param step the difference of two indices
    /// @param count how many elements
    private record Part(Object source, long start, long step, long count) {}

    private final ListObject target;
    private final Object result;
    private final List<Part> parts;
    private long times;
    private int part;
    private long done;

    private ListCopy(ListObject target, Object result, long times, List<Part> parts) {
        this.target = target;
        this.result = result;
        this.parts = parts;
        this.times = times;
    }

    private static Object run(ProgramRuntime runtime, ListCopy copy) {
        long total = 0;
        for (Part part : copy.parts) {
            total += part.count * copy.times;
        }
        if (total > Integer.MAX_VALUE / 2) {
            runtime.allocate(Long.MAX_VALUE / 16);
        }
        runtime.allocate(total * BYTES_PER_ELEMENT + LIST_BYTES);
        if (total == 0) {
            return copy.result;
        }
        if (total > AT_ONCE) {
            return new Request.LongWork(copy);
        }
        while (!copy.isDone()) {
            runtime.charge(copy.advance());
        }
        return copy.result;
    }

    private static Object made(ProgramRuntime runtime, long times, Part... parts) {
        long total = 0;
        for (Part part : parts) {
            total += part.count * times;
        }
        var list = ListObject.withCapacity(Types.LIST, total > AT_ONCE ? 0 : (int) total);
        return run(runtime, new ListCopy(list, list, times, List.of(parts)));
    }

    /// @param runtime of the program
    /// @param list that is copied
    /// @param bounds of the slice
    /// @return the slice, or a request to make it
    static Object slice(ProgramRuntime runtime, ListObject list, Subscripts.Bounds bounds) {
        int count = bounds.count();
        if (count > AT_ONCE) {
            return made(runtime, 1, new Part(list, bounds.start(), bounds.step(), count));
        }
        runtime.allocate(count * (long) BYTES_PER_ELEMENT + LIST_BYTES);
        runtime.charge(count);
        int start = (int) bounds.start();
        if (bounds.step() == 1) {
            return new ListObject(list.toArray(start, start + count));
        }
        Object[] items = new Object[count];
        for (int i = 0; i < count; i++) {
            items[i] = list.get((int) (start + i * bounds.step()));
        }
        return new ListObject(items);
    }

    /// @param runtime of the program
    /// @param list that is copied
    /// @return a copy, or a request to make it
    public static Object of(ProgramRuntime runtime, ListObject list) {
        return made(runtime, 1, whole(list));
    }

    /// @param runtime of the program
    /// @param a the first elements
    /// @param b the last elements
    /// @return a list of both, or a request to make it
    static Object joined(ProgramRuntime runtime, ListObject a, ListObject b) {
        long count = (long) a.size + b.size;
        if (count <= AT_ONCE) {
            runtime.allocate(count * BYTES_PER_ELEMENT + LIST_BYTES);
            runtime.charge(count);
            ListObject list = ListObject.withCapacity(Types.LIST, (int) count);
            list.extend(a.size);
            list.copy(a, 0, 0, a.size);
            list.extend(b.size);
            list.copy(b, 0, a.size, b.size);
            return list;
        }
        return made(runtime, 1, whole(a), whole(b));
    }

    /// @param runtime of the program
    /// @param list that is repeated
    /// @param times how often
    /// @return a new list, or a request to make it
    static Object repeated(ProgramRuntime runtime, ListObject list, long times) {
        return made(runtime, times, whole(list));
    }

    /// Appends the elements of a sequence to a list.
    ///
    /// @param runtime of the program
    /// @param list that becomes longer
    /// @param source any value
    /// @param result of it all
    /// @return the result, a request to do it, or null if the source is neither a list nor a tuple
    public static @Nullable Object extend(ProgramRuntime runtime, ListObject list, Object source, Object result) {
        Part part = switch (source) {
            case ListObject from when from.type.isNative -> whole(from);
            case TupleObject from
            when from.type.isNative || Types.special(from, "__iter__") == null ->
                new Part(from, 0, 1, from.items.length);
            default -> null;
        };
        return part == null ? null : run(runtime, new ListCopy(list, result, 1, List.of(part)));
    }

    private static Part whole(ListObject list) {
        return new Part(list, 0, 1, list.size);
    }

    @Override
    public int advance() {
        Part from = parts.get(part);
        int count = (int) Math.min(SLICE, from.count - done);
        if (from.source instanceof ListObject list) {
            copy(list, from, count);
        } else {
            Object[] items = ((TupleObject) from.source).items;
            for (int i = 0; i < count; i++) {
                target.add(items[(int) (from.start + (done + i) * from.step)]);
            }
        }
        done += count;
        if (done >= from.count) {
            done = 0;
            part++;
            if (part == parts.size() && times > 1) {
                times--;
                part = 0;
            }
        }
        return Math.max(1, count);
    }

    private void copy(ListObject list, Part from, int count) {
        if (from.step == 1) {
            int at = target.size;
            target.extend(count);
            target.copy(list, (int) (from.start + done), at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            target.add(list.get((int) (from.start + (done + i) * from.step)));
        }
    }

    @Override
    public boolean isDone() {
        return part == parts.size();
    }

    @Override
    public Object result() {
        return result;
    }
}
