package dev.interleave.language.operation;

import dev.interleave.language.value.BytesObject;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.HashTable;
import dev.interleave.language.value.Hashes;
import dev.interleave.language.value.HeapObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.MethodObject;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.Raised;
import dev.interleave.language.value.RangeObject;
import dev.interleave.language.value.SetObject;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.SliceObject;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import dev.interleave.language.value.ViewObject;
import java.math.BigInteger;
import java.util.Arrays;

/// Equality, identity and hashes, as far as they take bounded time and no code of the program.
@SuppressWarnings({"ReferenceEquality", "EnumOrdinal"}) // values are compared by identity
public final class Equality {

    /// The answer is no.
    public static final int DIFFERENT = 0;

    /// The answer is yes.
    public static final int EQUAL = 1;

    /// The library has to find out.
    public static final int UNKNOWN = 2;

    private static final int MAX_ELEMENTS = 2_000;
    private static final int MAX_DEPTH = 40;
    private static final int MAX_PROBES = 400;

    private int budget = MAX_ELEMENTS;

    private Equality() {}

    /// @param x any value
    /// @param y any value
    /// @return whether they are the same object; numbers and strings are if they are equal and of one type
    public static boolean isSame(Object x, Object y) {
        if (x == y) {
            return true;
        }
        return switch (x) {
            case Long a -> a.equals(y);
            case BigInteger a -> a.equals(y);
            case String a -> a.equals(y);
            case Double a -> a.equals(y) && !a.isNaN();
            default -> false;
        };
    }

    /// @param x any value
    /// @param y any value
    /// @return [#DIFFERENT], [#EQUAL] or [#UNKNOWN]
    public static int equal(Object x, Object y) {
        return new Equality().compare(x, y, 0);
    }

    /// As containers compare: the same object is equal.
    ///
    /// @param x any value
    /// @param y any value
    /// @return [#DIFFERENT], [#EQUAL] or [#UNKNOWN]
    public static int same(Object x, Object y) {
        return x == y ? EQUAL : equal(x, y);
    }

    private int element(Object x, Object y, int depth) {
        return x == y ? EQUAL : compare(x, y, depth);
    }

    private static int of(boolean isEqual) {
        return isEqual ? EQUAL : DIFFERENT;
    }

    private int compare(Object x, Object y, int depth) {
        if (x instanceof HeapObject a && y instanceof HeapObject b) {
            return objects(a, b, depth);
        }
        if (Types.special(x, "__eq__") != null || Types.special(y, "__eq__") != null) {
            return UNKNOWN;
        }
        return switch (x) {
            case String a -> of(a.equals(y));
            case Double a when Floats.isNumber(y) -> of(!isNaN(a) && !isNaN(y) && Floats.compare(a, y) == 0);
            case Long _, BigInteger _, Boolean _ when Integers.isInteger(y) -> of(Integers.compare(x, y) == 0);
            case Long _, BigInteger _, Boolean _
            when y instanceof Double b -> of(!b.isNaN() && Floats.compare(x, y) == 0);
            default -> of(x == y);
        };
    }

    private static boolean isNaN(Object value) {
        return value instanceof Double d && d.isNaN();
    }

    private int objects(HeapObject x, HeapObject y, int depth) {
        if (Types.special(x, "__eq__") != null || Types.special(y, "__eq__") != null) {
            return UNKNOWN;
        }
        if (x == y) {
            return EQUAL;
        }
        if (depth > MAX_DEPTH || budget-- < 0) {
            return UNKNOWN;
        }
        return switch (x) {
            case ListObject a when y instanceof ListObject b -> lists(a, b, depth);
            case TupleObject a
            when y instanceof TupleObject b -> rows(a.items, a.items.length, b.items, b.items.length, depth);
            case DictObject a when y instanceof DictObject b -> dicts(a.table, b.table, depth);
            case SetObject a when y instanceof SetObject b -> sets(a.table, b.table);
            case BytesObject a when y instanceof BytesObject b -> of(Arrays.equals(a.octets, b.octets));
            case RangeObject a when y instanceof RangeObject b -> of(isSameRange(a, b));
            case MethodObject a when y instanceof MethodObject b -> of(a.function == b.function && a.self == b.self);
            case SliceObject a
            when y instanceof SliceObject b ->
                rows(new Object[] {a.start, a.stop, a.step}, 3, new Object[] {b.start, b.stop, b.step}, 3, depth);
            case ViewObject _, SetObject _ -> UNKNOWN;
            default -> y instanceof ViewObject ? UNKNOWN : DIFFERENT;
        };
    }

    private static boolean isSameRange(RangeObject a, RangeObject b) {
        return a.length == b.length && (a.length == 0 || (a.start == b.start && (a.length == 1 || a.step == b.step)));
    }

    private int rows(Object[] a, int n, Object[] b, int m, int depth) {
        if (n != m) {
            return DIFFERENT;
        }
        if (n > MAX_ELEMENTS) {
            return UNKNOWN;
        }
        for (int i = 0; i < n; i++) {
            budget--;
            int element = element(a[i], b[i], depth + 1);
            if (element != EQUAL) {
                return element;
            }
        }
        return budget < 0 ? UNKNOWN : EQUAL;
    }

    private int lists(ListObject a, ListObject b, int depth) {
        if (a.size != b.size) {
            return DIFFERENT;
        }
        return a.size > MAX_ELEMENTS ? UNKNOWN : rows(a.toArray(), a.size, b.toArray(), b.size, depth);
    }

    private int dicts(HashTable a, HashTable b, int depth) {
        if (a.size != b.size) {
            return DIFFERENT;
        }
        if (a.size > MAX_ELEMENTS) {
            return UNKNOWN;
        }
        for (int i = a.begin; i < a.end; i++) {
            Object key = a.key(i);
            if (key != null) {
                int found = find(b, a.hash(i), key);
                if (found < 0) {
                    return found == -1 ? DIFFERENT : UNKNOWN;
                }
                int element = element(a.value(i), b.value(found), depth + 1);
                if (element != EQUAL) {
                    return element;
                }
            }
        }
        return EQUAL;
    }

    private int sets(HashTable a, HashTable b) {
        if (a.size != b.size) {
            return DIFFERENT;
        }
        if (a.size > MAX_ELEMENTS) {
            return UNKNOWN;
        }
        for (int i = a.begin; i < a.end; i++) {
            Object key = a.key(i);
            if (key != null) {
                int found = find(b, a.hash(i), key);
                if (found < 0) {
                    return found == -1 ? DIFFERENT : UNKNOWN;
                }
            }
        }
        return EQUAL;
    }

    /// Looks a key up.
    ///
    /// @param table to be searched
    /// @param hash of the key
    /// @param key any value that can be hashed
    /// @return the number of the entry, -1 if there is none, -2 if the library has to find out
    public static int find(HashTable table, long hash, Object key) {
        int probes = 0;
        for (long p = table.candidate(hash, table.start(hash)); p >= 0; p = table.candidate(hash, p + 1)) {
            int entry = table.entry(p);
            int equal = same(table.key(entry), key);
            if (equal == EQUAL) {
                return entry;
            }
            if (equal == UNKNOWN || probes++ > MAX_PROBES) {
                return -2;
            }
        }
        return -1;
    }

    // --- hashes

    /// Says that the library has to compute a hash.
    public static final long NO_HASH = Long.MIN_VALUE;

    /// @param runtime of the program
    /// @param value any value
    /// @return its hash, or [#NO_HASH]
    /// @throws Raised a TypeError if it has none
    public static long hash(ProgramRuntime runtime, Object value) {
        return value instanceof TupleObject ? new Equality().hash(runtime, value, 0) : hashOne(runtime, value);
    }

    private long hash(ProgramRuntime runtime, Object value, int depth) {
        boolean isPlain = value instanceof TupleObject tuple
                && Types.special(tuple, "__hash__") == null
                && Types.special(tuple, "__eq__") == null;
        return isPlain ? tupleHash(runtime, (TupleObject) value, depth) : hashOne(runtime, value);
    }

    private static long hashOne(ProgramRuntime runtime, Object value) {
        return switch (value) {
            case String s -> {
                runtime.delay(s.length() >> 5);
                yield Hashes.ofText(s);
            }
            case Long l -> Hashes.ofInteger(l);
            case BigInteger b -> {
                runtime.charge(b.bitLength() >> 6);
                yield Hashes.ofInteger(b);
            }
            case Boolean b -> b ? 1 : 0;
            case Double d -> Hashes.ofFloat(d);
            case Singleton s -> 1_000 + s.ordinal();
            case BytesObject b -> {
                runtime.charge(b.octets.length >> 2);
                yield Hashes.ofBytes(b.octets);
            }
            case HeapObject object -> objectHash(runtime, object);
            default -> throw new IllegalArgumentException(value.getClass().toString());
        };
    }

    private static long objectHash(ProgramRuntime runtime, HeapObject object) {
        if (Types.special(object, "__hash__") != null || Types.special(object, "__eq__") != null) {
            return NO_HASH;
        }
        return switch (object) {
            case ListObject _, DictObject _, SliceObject _ -> throw unhashable(object);
            case SetObject set when set.type.isSubclassOf(Types.SET) -> throw unhashable(object);
            case SetObject set -> {
                runtime.charge(set.table.end - set.table.begin);
                yield setHash(set.table);
            }
            case RangeObject r ->
                Hashes.combine(Hashes.combine(r.length, r.length == 0 ? 0 : r.start), r.length < 2 ? 0 : r.step);
            case MethodObject m ->
                Hashes.combine(
                        m.self instanceof HeapObject self ? runtime.number(self) : 7,
                        m.function instanceof HeapObject f ? runtime.number(f) : 7);
            default -> Hashes.combine(11, runtime.number(object));
        };
    }

    private static Raised unhashable(Object value) {
        return new Raised(Types.TYPE_ERROR, "unhashable type: '" + Types.nameOf(value) + "'");
    }

    private long tupleHash(ProgramRuntime runtime, TupleObject tuple, int depth) {
        budget -= tuple.items.length;
        if (depth > MAX_DEPTH || budget < 0) {
            return NO_HASH;
        }
        runtime.charge(tuple.items.length);
        long hash = tuple.items.length;
        for (Object item : tuple.items) {
            long part = hash(runtime, item, depth + 1);
            if (part == NO_HASH) {
                return NO_HASH;
            }
            hash = Hashes.combine(hash, part);
        }
        return hash;
    }

    private static long setHash(HashTable table) {
        long hash = table.size;
        for (int i = table.begin; i < table.end; i++) {
            if (table.key(i) != null) {
                hash += Hashes.combine(17, table.hash(i)) >> 3;
            }
        }
        return Hashes.combine(7, hash);
    }
}
