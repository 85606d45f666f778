package dev.interleave.language.operation;

import static dev.interleave.language.value.BuiltinFunction.NEEDS_CODE;

import dev.interleave.language.value.BytesObject;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.HeapObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.RangeObject;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.SliceObject;
import dev.interleave.language.value.Texts;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import java.util.Arrays;

/// What stands in brackets behind a value. Static methods only; thread-safe.
public final class Subscripts {

    private static final int MAX_REPLACED = 8_192;

    private Subscripts() {}

    /// Computes `x[index]`.
    ///
    /// @param runtime of the program
    /// @param x any value
    /// @param index any value
    /// @return the result, or [dev.interleave.language.value.BuiltinFunction#NEEDS_CODE]
    public static Object get(ProgramRuntime runtime, Object x, Object index) {
        boolean isIndex = index instanceof HeapObject && !(x instanceof DictObject);
        if (Types.special(x, "__getitem__") != null || (isIndex && Types.special(index, "__index__") != null)) {
            return NEEDS_CODE;
        }
        return switch (x) {
            case ListObject list -> {
                if (index instanceof SliceObject slice) {
                    yield ListCopy.slice(runtime, list, bounds(slice, list.size));
                }
                yield list.get(position(index, list.size, "list"));
            }
            case TupleObject tuple -> {
                if (index instanceof SliceObject slice) {
                    yield TupleObject.of(items(runtime, tuple.items, tuple.items.length, slice));
                }
                yield tuple.items[position(index, tuple.items.length, "tuple")];
            }
            case DictObject dict -> entry(runtime, dict, index);
            case String text -> text(runtime, text, index);
            case RangeObject range -> range(range, index);
            case BytesObject bytes -> bytes(runtime, bytes, index);
            case ClassObject type when isGeneric(type) -> type;
            case ClassObject type -> throw Errors.type("type '" + type.name + "' is not subscriptable");
            default -> throw Errors.type("'" + Types.nameOf(x) + "' object is not subscriptable");
        };
    }

    private static boolean isGeneric(ClassObject type) {
        return type.isShared
                && ((type.layout != ClassObject.Layout.FINAL && type.layout != ClassObject.Layout.EXCEPTION)
                        || type == Types.TYPE)
                && type != Types.OBJECT;
    }

    private static Object entry(ProgramRuntime runtime, DictObject dict, Object key) {
        long hash = Equality.hash(runtime, key);
        int entry = hash == Equality.NO_HASH ? -2 : Tables.find(runtime, dict.table, hash, key);
        if (entry >= 0) {
            return dict.table.value(entry);
        }
        if (entry == -2 || dict.type != Types.DICT) {
            return NEEDS_CODE;
        }
        throw Errors.key(key);
    }

    /// @param index an integer or a bool
    /// @param length of the sequence
    /// @param type of the sequence, for messages
    /// @return from 0 to the length
    static int position(Object index, int length, String type) {
        long i = index(index, type);
        if (i < 0) {
            i += length;
        }
        if (i < 0 || i >= length) {
            throw Errors.index(
                    type.equals("str")
                            ? "string index out of range"
                            : type.equals("bytes") ? "index out of range" : type + " index out of range");
        }
        return (int) i;
    }

    private static long index(Object index, String type) {
        if (index instanceof Long l) {
            return l;
        }
        if (index instanceof Boolean b) {
            return b ? 1 : 0;
        }
        if (Integers.isInteger(index)) {
            throw Errors.index("cannot fit 'int' into an index-sized integer");
        }
        String subject = type.equals("str") ? "string" : type.equals("bytes") ? "byte" : type;
        String kinds = type.equals("str") ? "integers" : "integers or slices";
        throw Errors.type(subject + " indices must be " + kinds + ", not "
                + (type.equals("str") ? "'" + Types.nameOf(index) + "'" : Types.nameOf(index)));
    }

    /// The bounds of a slice, clipped to a length.
    ///
    /// @param start the first index
    /// @param step the difference of two indices
    /// @param count how many indices there are
    public record Bounds(long start, long step, int count) {}

    /// @param slice any
    /// @param length of the sequence
    /// @return its bounds
    public static Bounds bounds(SliceObject slice, long length) {
        long step = slice.step == Singleton.NONE ? 1 : clamped(slice.step);
        if (step == 0) {
            throw Errors.value("slice step cannot be zero");
        }
        step = Math.max(step, -Long.MAX_VALUE);
        long start = bound(slice.start, length, step, step > 0 ? 0 : length - 1);
        long stop = bound(slice.stop, length, step, step > 0 ? length : -1);
        long count = step > 0
                ? (start < stop ? (stop - start - 1) / step + 1 : 0)
                : (stop < start ? (start - stop - 1) / -step + 1 : 0);
        return new Bounds(start, step, (int) count);
    }

    private static long bound(Object bound, long length, long step, long missing) {
        if (bound == Singleton.NONE) {
            return missing;
        }
        long value = clamped(bound);
        if (value < 0) {
            value += length;
            return value < 0 ? (step > 0 ? 0 : -1) : value;
        }
        return Math.min(value, step > 0 ? length : length - 1);
    }

    private static long clamped(Object value) {
        if (!Integers.isInteger(value)) {
            throw Errors.type("slice indices must be integers or None or have an __index__ method");
        }
        return Integers.clamped(value);
    }

    private static Object[] items(ProgramRuntime runtime, Object[] items, int size, SliceObject slice) {
        Bounds bounds = bounds(slice, size);
        runtime.allocate(bounds.count() * 8L + 56);
        runtime.charge(bounds.count() >> 1);
        if (bounds.step() == 1) {
            int start = (int) bounds.start();
            return Arrays.copyOfRange(items, start, start + bounds.count());
        }
        Object[] result = new Object[bounds.count()];
        for (int i = 0; i < result.length; i++) {
            result[i] = items[(int) (bounds.start() + i * bounds.step())];
        }
        return result;
    }

    private static Object text(ProgramRuntime runtime, String text, Object index) {
        boolean isPlain = Characters.isPlain(runtime, text);
        int length = isPlain ? text.length() : text.codePointCount(0, text.length());
        if (index instanceof SliceObject slice) {
            Bounds bounds = bounds(slice, length);
            runtime.allocate(bounds.count() * 2L + 40);
            runtime.charge(bounds.count() >> (bounds.step() == 1 ? 3 : 0));
            return Characters.slice(text, isPlain, bounds);
        }
        int i = position(index, length, "str");
        return isPlain
                ? Texts.ofCharacter(text.charAt(i))
                : Texts.ofCodePoint(text.codePointAt(text.offsetByCodePoints(0, i)));
    }

    private static Object bytes(ProgramRuntime runtime, BytesObject bytes, Object index) {
        if (index instanceof SliceObject slice) {
            Bounds bounds = bounds(slice, bytes.octets.length);
            runtime.allocatePiece(bounds.count());
            runtime.charge(bounds.count() >> (bounds.step() == 1 ? 4 : 1));
            if (bounds.step() == 1) {
                int start = (int) bounds.start();
                return new BytesObject(Arrays.copyOfRange(bytes.octets, start, start + bounds.count()));
            }
            byte[] result = new byte[bounds.count()];
            for (int i = 0; i < result.length; i++) {
                result[i] = bytes.octets[(int) (bounds.start() + i * bounds.step())];
            }
            return new BytesObject(result);
        }
        return bytes.octets[position(index, bytes.octets.length, "bytes")] & 0xffL;
    }

    private static Object range(RangeObject range, Object index) {
        if (index instanceof SliceObject slice) {
            long step = slice.step == Singleton.NONE ? 1 : clamped(slice.step);
            if (step == 0) {
                throw Errors.value("slice step cannot be zero");
            }
            long start = bound(slice.start, range.length, step, step > 0 ? 0 : range.length - 1);
            long stop = bound(slice.stop, range.length, step, step > 0 ? range.length : -1);
            return new RangeObject(range.get(start), range.get(stop), range.step * step);
        }
        long i = index(index, "range");
        if (i < 0) {
            i += range.length;
        }
        if (i < 0 || i >= range.length) {
            throw Errors.index("range object index out of range");
        }
        return range.get(i);
    }

    /// Carries out `x[index] = value`.
    ///
    /// @param runtime of the program
    /// @param x any value
    /// @param index any value
    /// @param value any value
    /// @return whether it is done; otherwise the library has to do it
    public static boolean set(ProgramRuntime runtime, Object x, Object index, Object value) {
        if (Types.special(x, "__setitem__") != null) {
            return false;
        }
        return switch (x) {
            case ListObject list -> {
                if (index instanceof SliceObject slice) {
                    yield replaced(runtime, list, slice, value);
                }
                list.set(storePosition(index, list.size), value);
                yield true;
            }
            case DictObject dict -> put(runtime, dict, index, value);
            default -> throw Errors.type("'" + Types.nameOf(x) + "' object does not support item assignment");
        };
    }

    /// Replaces a slice without a step by a list or tuple that is short.
    private static boolean replaced(ProgramRuntime runtime, ListObject list, SliceObject slice, Object value) {
        boolean isPlain = slice.step == Singleton.NONE
                && isBound(slice.start)
                && isBound(slice.stop)
                && list.size <= MAX_REPLACED;
        Object[] items = !isPlain
                ? null
                : switch (value) {
                    case ListObject from when from.type.isNative && from.size <= MAX_REPLACED -> from.toArray();
                    case TupleObject from when from.type.isNative && from.items.length <= MAX_REPLACED -> from.items;
                    default -> null;
                };
        if (items == null) {
            return false;
        }
        Bounds bounds = bounds(slice, list.size);
        runtime.allocate(8L * items.length);
        runtime.charge(items.length + ((list.size - bounds.start()) >> 4));
        list.replace((int) bounds.start(), (int) bounds.start() + bounds.count(), items, items.length);
        return true;
    }

    private static boolean isBound(Object value) {
        return value == Singleton.NONE || value instanceof Long;
    }

    private static int storePosition(Object index, int length) {
        long i = index(index, "list");
        if (i < 0) {
            i += length;
        }
        if (i < 0 || i >= length) {
            throw Errors.index("list assignment index out of range");
        }
        return (int) i;
    }

    /// @param runtime of the program
    /// @param dict to be changed
    /// @param key any value
    /// @param value any value
    /// @return whether it is done; otherwise the library has to do it
    public static boolean put(ProgramRuntime runtime, DictObject dict, Object key, Object value) {
        long hash = Equality.hash(runtime, key);
        int entry = hash == Equality.NO_HASH ? -2 : Tables.find(runtime, dict.table, hash, key);
        if (entry == -2) {
            return false;
        }
        if (entry >= 0) {
            dict.table.setValue(entry, value);
        } else {
            Tables.insert(runtime, dict.table, hash, key, value);
        }
        return true;
    }

    /// Carries out `del x[index]`.
    ///
    /// @param runtime of the program
    /// @param x any value
    /// @param index any value
    /// @return whether it is done; otherwise the library has to do it
    public static boolean delete(ProgramRuntime runtime, Object x, Object index) {
        if (Types.special(x, "__delitem__") != null) {
            return false;
        }
        return switch (x) {
            case ListObject list -> {
                if (index instanceof SliceObject) {
                    yield false;
                }
                int at = storePosition(index, list.size);
                runtime.charge((list.size - at) >> 4);
                list.remove(at);
                yield true;
            }
            case DictObject dict -> {
                int entry = Tables.find(runtime, dict.table, index);
                if (entry == -1) {
                    throw Errors.key(index);
                }
                if (entry >= 0) {
                    dict.table.remove(entry);
                }
                yield entry >= 0;
            }
            default -> throw Errors.type("'" + Types.nameOf(x) + "' object doesn't support item deletion");
        };
    }
}
