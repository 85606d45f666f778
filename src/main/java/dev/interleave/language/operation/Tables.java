package dev.interleave.language.operation;

import dev.interleave.language.value.BytesObject;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.GeneratorObject;
import dev.interleave.language.value.HashTable;
import dev.interleave.language.value.HeapObject;
import dev.interleave.language.value.IteratorObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.RangeObject;
import dev.interleave.language.value.SetObject;
import dev.interleave.language.value.TableCompaction;
import dev.interleave.language.value.TableIterator.Part;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import dev.interleave.language.value.ViewObject;
import java.math.BigInteger;

/// Membership, and changes of sets. Static methods only; thread-safe.
public final class Tables {

    private static final int MAX_SCANNED = 10_000;
    private static final int MAX_SEARCHED = 1_000_000;

    private Tables() {}

    /// @param runtime of the program
    /// @param set to be changed
    /// @param element any value
    /// @return whether it is done; otherwise the library has to do it
    public static boolean add(ProgramRuntime runtime, SetObject set, Object element) {
        int entry = find(runtime, set.table, element);
        if (entry == -1) {
            insert(runtime, set.table, Equality.hash(runtime, element), element, element);
        }
        return entry != -2;
    }

    /// Adds an entry that is not in the table.
    ///
    /// @param runtime of the program
    /// @param table to be changed
    /// @param hash of the key
    /// @param key of the entry
    /// @param value of the entry; ignored in a set
    public static void insert(ProgramRuntime runtime, HashTable table, long hash, Object key, Object value) {
        runtime.allocate(table.hasValues() ? 64 : 48);
        table.add(hash, key, value);
        runtime.delay(table.takeProbes());
        if (table.needsCompaction()) {
            runtime.defer(new TableCompaction(table));
        }
    }

    /// @param runtime of the program
    /// @param table to be searched
    /// @param key any value
    /// @return the number of the entry, -1 if there is none, -2 if the library has to find out
    public static int find(ProgramRuntime runtime, HashTable table, Object key) {
        long hash = Equality.hash(runtime, key);
        return hash == Equality.NO_HASH ? -2 : find(runtime, table, hash, key);
    }

    /// @param runtime of the program
    /// @param table to be searched
    /// @param hash of the key
    /// @param key any value
    /// @return the number of the entry, -1 if there is none, -2 if the library has to find out
    public static int find(ProgramRuntime runtime, HashTable table, long hash, Object key) {
        int entry = Equality.find(table, hash, key);
        long probes = table.takeProbes();
        if (probes > 0) {
            runtime.delay(probes);
        }
        return entry;
    }

    /// @param runtime of the program
    /// @param container any value
    /// @param element any value
    /// @return [Equality#DIFFERENT], [Equality#EQUAL] or [Equality#UNKNOWN]
    public static int contains(ProgramRuntime runtime, Object container, Object element) {
        if (Types.special(container, "__iter__") != null || Types.special(container, "__getitem__") != null) {
            return container instanceof DictObject dict && Types.special(container, "__iter__") == null
                    ? table(runtime, dict.table, element)
                    : Equality.UNKNOWN;
        }
        return switch (container) {
            case ListObject list ->
                list.size > MAX_SCANNED ? Equality.UNKNOWN : scan(runtime, list.toArray(), list.size, element);
            case TupleObject tuple -> scan(runtime, tuple.items, tuple.items.length, element);
            case DictObject dict -> table(runtime, dict.table, element);
            case SetObject set -> table(runtime, set.table, element);
            case ViewObject view when view.part == Part.KEY -> table(runtime, view.dict.table, element);
            case String text -> {
                if (!(element instanceof String part)) {
                    throw Errors.type("'in <string>' requires string as left operand, not " + Types.nameOf(element));
                }
                if ((long) text.length() * part.length() > MAX_SEARCHED) {
                    yield Equality.UNKNOWN;
                }
                runtime.charge(text.length() >> 2);
                yield text.contains(part) ? Equality.EQUAL : Equality.DIFFERENT;
            }
            case RangeObject range when Integers.isInteger(element) -> inRange(range, element);
            case RangeObject _, BytesObject _, ViewObject _, GeneratorObject _, IteratorObject _ -> Equality.UNKNOWN;
            default -> throw Errors.type("argument of type '" + Types.nameOf(container) + "' is not iterable");
        };
    }

    private static int table(ProgramRuntime runtime, HashTable table, Object element) {
        int entry = find(runtime, table, element);
        return entry == -2 ? Equality.UNKNOWN : entry < 0 ? Equality.DIFFERENT : Equality.EQUAL;
    }

    private static int scan(ProgramRuntime runtime, Object[] items, int size, Object element) {
        if (size > MAX_SCANNED) {
            return Equality.UNKNOWN;
        }
        for (int i = 0; i < size; i++) {
            int same = Equality.same(items[i], element);
            if (same != Equality.DIFFERENT) {
                runtime.charge(i);
                return same;
            }
            if (items[i] instanceof HeapObject && i > 100) {
                runtime.charge(20);
            }
        }
        runtime.charge(size);
        return Equality.DIFFERENT;
    }

    private static int inRange(RangeObject range, Object element) {
        if (element instanceof BigInteger || range.length == 0) {
            return Equality.DIFFERENT;
        }
        long value = Integers.clamped(element);
        long last = range.get(range.length - 1);
        boolean isWithin =
                range.step > 0 ? value >= range.start && value <= last : value <= range.start && value >= last;
        return isWithin && Math.floorMod(value - range.start, Math.abs(range.step)) == 0
                ? Equality.EQUAL
                : Equality.DIFFERENT;
    }
}
