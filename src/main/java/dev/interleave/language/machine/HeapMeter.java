package dev.interleave.language.machine;

import dev.interleave.language.value.AwaitableObject;
import dev.interleave.language.value.BytesObject;
import dev.interleave.language.value.Cell;
import dev.interleave.language.value.ClassMethodObject;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.EnumerateIterator;
import dev.interleave.language.value.ExceptionObject;
import dev.interleave.language.value.Frame;
import dev.interleave.language.value.FunctionObject;
import dev.interleave.language.value.GeneratorObject;
import dev.interleave.language.value.Globals;
import dev.interleave.language.value.HashTable;
import dev.interleave.language.value.HeapObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.MethodObject;
import dev.interleave.language.value.PropertyObject;
import dev.interleave.language.value.SequenceIterator;
import dev.interleave.language.value.SetObject;
import dev.interleave.language.value.SuperObject;
import dev.interleave.language.value.TableIterator;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.ViewObject;
import dev.interleave.language.value.ZipIterator;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Measures what a program can reach, in slices: the program stands still meanwhile. Bytes are counted by a formula
/// that is the same on every machine, not by the layout of this one. Not thread-safe.
@SuppressWarnings({"NullAway", "ReferenceEquality"}) // unset places are null
final class HeapMeter {

    private static final int MAX_UNITS = 10_000;
    private static final int SLICE = 2_000;
    private static final int OBJECT_BYTES = 40;
    private static final int PLACE_BYTES = 8;
    private static final int ENTRY_BYTES = 32;
    private static final int NUMBER_BYTES = 24;
    private static final int SHARED_TEXT = 64;

    /// Of what all programs share: it does not count.
    static final int SHARED = -1;

    private static final AtomicInteger MARKS = new AtomicInteger();

    private final int mark;
    private final Deque<Object> pending = new ArrayDeque<>();
    private final IdentityHashMap<Object, Boolean> texts = new IdentityHashMap<>();
    private long bytes;

    HeapMeter(Globals globals, @Nullable Frame frame) {
        mark = MARKS.incrementAndGet();
        array(globals.values, globals.values.length);
        reach(frame);
    }

    boolean isDone() {
        return pending.isEmpty();
    }

    long bytes() {
        return bytes;
    }

    /// @return the work done, in units
    long advance() {
        long units = 0;
        while (units < MAX_UNITS && !pending.isEmpty()) {
            units += 20 + scan(pending.pop());
        }
        return units;
    }

    private void reach(@Nullable Object value) {
        switch (value) {
            case null -> {}
            case HeapObject object -> {
                if (object.mark != mark && object.mark != SHARED) {
                    object.mark = mark;
                    bytes += OBJECT_BYTES + (long) PLACE_BYTES * object.slots.length;
                    pending.push(object);
                }
            }
            case String text -> {
                if (text.length() > SHARED_TEXT ? texts.put(text, true) == null : text.length() > 1) {
                    bytes += OBJECT_BYTES + text.length() * 2L;
                }
            }
            case BigInteger number -> {
                if (texts.put(number, true) == null) {
                    bytes += OBJECT_BYTES + number.bitLength() / 8;
                }
            }
            case Long number -> bytes += number >= -128 && number < 128 ? 0 : NUMBER_BYTES;
            case Double _ -> bytes += NUMBER_BYTES;
            case Frame frame -> {
                bytes += OBJECT_BYTES * 2L + (long) PLACE_BYTES * frame.registers.length;
                pending.push(frame);
            }
            default -> {}
        }
    }

    private long array(Object[] items, int count) {
        Object last = null;
        for (int i = 0; i < count; i++) {
            if (items[i] != last && !isSameNumber(last, items[i])) {
                last = items[i];
                reach(last);
            }
        }
        return count * 2L;
    }

    /// What is left of a long list, tuple or table.
    private record Rest(Object owner, int from) {}

    private long list(ListObject list, int from) {
        int to = Math.min(list.size, from + SLICE);
        Object last = null;
        for (int i = from; i < to; i++) {
            last = reachNext(list.get(i), last);
        }
        return rest(list, to, list.size, to - from);
    }

    private long tuple(TupleObject tuple, int from) {
        int to = Math.min(tuple.items.length, from + SLICE);
        Object last = null;
        for (int i = from; i < to; i++) {
            last = reachNext(tuple.items[i], last);
        }
        return rest(tuple, to, tuple.items.length, to - from);
    }

    private long table(HashTable table, int from) {
        int to = Math.min(table.end, from + SLICE);
        Object last = null;
        for (int i = from; i < to; i++) {
            Object key = table.key(i);
            if (key != null) {
                reach(key);
                last = table.hasValues() ? reachNext(table.value(i), last) : last;
            }
        }
        return rest(table, to, table.end, 2L * (to - from));
    }

    private long rest(Object owner, int to, int size, long places) {
        if (to < size) {
            pending.push(new Rest(owner, to));
        }
        return places * 3;
    }

    /// Counts a value unless it is the same as its predecessor.
    private Object reachNext(Object value, @Nullable Object last) {
        if (value != last && !isSameNumber(last, value)) {
            reach(value);
        }
        return value;
    }

    /// Numbers have no identity that a program, or another way to run it, keeps.
    private static boolean isSameNumber(@Nullable Object last, @Nullable Object value) {
        return (last instanceof Long || last instanceof Double) && last.equals(value);
    }

    private long scan(Object value) {
        if (value instanceof Rest rest) {
            return switch (rest.owner) {
                case ListObject list -> list(list, rest.from);
                case TupleObject tuple -> tuple(tuple, rest.from);
                default -> table((HashTable) rest.owner, rest.from);
            };
        }
        if (value instanceof Frame frame) {
            reach(frame.caller);
            reach(frame.function);
            reach(frame.subject);
            reach(frame.generator);
            reach(frame.namespace);
            return array(frame.registers, frame.code.constants());
        }
        var object = (HeapObject) value;
        reach(object.type);
        array(object.slots, object.slots.length);
        switch (object) {
            case ListObject list -> {
                bytes += (long) PLACE_BYTES * list.capacity();
                return list(list, 0);
            }
            case TupleObject tuple -> {
                bytes += (long) PLACE_BYTES * tuple.items.length;
                return tuple(tuple, 0);
            }
            case DictObject dict -> {
                bytes += (long) ENTRY_BYTES * dict.table.capacity();
                return table(dict.table, dict.table.begin);
            }
            case SetObject set -> {
                bytes += (long) ENTRY_BYTES * set.table.capacity();
                return table(set.table, set.table.begin);
            }
            case BytesObject octets -> bytes += octets.octets.length;
            case Cell cell -> reach(cell.value);
            case MethodObject method -> {
                reach(method.self);
                reach(method.function);
            }
            case FunctionObject function -> function(function);
            case GeneratorObject generator -> reach(generator.frame);
            case ExceptionObject exception -> {
                reach(exception.arguments);
                reach(exception.cause);
                reach(exception.context);
                bytes += 48L * exception.places.size();
            }
            case ClassObject type -> {
                if (!type.isShared) {
                    bytes += 64L * type.members.size() + 400;
                    type.members.values().forEach(this::reach);
                    reach(type.base);
                }
            }
            case SequenceIterator iterator -> reach(iterator.sequence);
            case TableIterator iterator -> reach(iterator.owner);
            case EnumerateIterator iterator -> reach(iterator.source);
            case ZipIterator iterator -> array(iterator.sources, iterator.sources.length);
            case ViewObject view -> reach(view.dict);
            case PropertyObject property -> {
                reach(property.getter);
                reach(property.setter);
                reach(property.deleter);
            }
            case ClassMethodObject method -> reach(method.function);
            case AwaitableObject awaitable -> reach(awaitable.arguments);
            case SuperObject s -> {
                reach(s.defining);
                reach(s.self);
            }
            default -> {}
        }
        return 10;
    }

    private void function(FunctionObject function) {
        if (!function.code.isLibrary()) {
            array(function.closure, function.closure.length);
            array(function.defaults, function.defaults.length);
            reach(function.keywordDefaults);
        }
    }
}
