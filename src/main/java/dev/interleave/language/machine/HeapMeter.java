package dev.interleave.language.machine;

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

    private static final int OBJECT_BYTES = 40;
    private static final int PLACE_BYTES = 8;
    private static final int ENTRY_BYTES = 32;
    private static final int NUMBER_BYTES = 24;
    private static final int SHARED_TEXT = 64;

    /// Of what all programs share: it does not count.
    private static final int SHARED = -1;

    private static final AtomicInteger MARKS = new AtomicInteger();

    private final int mark;
    private final Deque<Object> pending = new ArrayDeque<>();
    private final IdentityHashMap<Object, Boolean> texts = new IdentityHashMap<>();
    private long bytes;

    HeapMeter(Globals globals, @Nullable Frame frame) {
        this(MARKS.incrementAndGet(), globals, frame);
    }

    private HeapMeter(int mark, Globals globals, @Nullable Frame frame) {
        this.mark = mark;
        array(globals.values, globals.values.length);
        reach(frame);
    }

    /// Marks what a module of the library holds.
    static void share(Globals globals) {
        var meter = new HeapMeter(SHARED, globals, null);
        while (!meter.isDone()) {
            meter.advance();
        }
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
        while (units < 20_000 && !pending.isEmpty()) {
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
            if (items[i] != last && !(last instanceof Long && last.equals(items[i]))) {
                last = items[i];
                reach(last);
            }
        }
        return count * 2L;
    }

    private long table(HashTable table) {
        bytes += (long) ENTRY_BYTES * table.keys.length;
        long units = array(table.keys, table.end);
        return table.values == null ? units : units + array(table.values, table.end);
    }

    private long scan(Object value) {
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
                bytes += (long) PLACE_BYTES * list.items.length;
                return array(list.items, list.size);
            }
            case TupleObject tuple -> {
                bytes += (long) PLACE_BYTES * tuple.items.length;
                return array(tuple.items, tuple.items.length);
            }
            case DictObject dict -> {
                return table(dict.table);
            }
            case SetObject set -> {
                return table(set.table);
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
