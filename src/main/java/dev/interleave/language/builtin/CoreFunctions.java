package dev.interleave.language.builtin;

import static dev.interleave.language.value.BuiltinFunction.NEEDS_CODE;

import dev.interleave.language.operation.Characters;
import dev.interleave.language.operation.Equality;
import dev.interleave.language.operation.Floats;
import dev.interleave.language.operation.Integers;
import dev.interleave.language.operation.Iteration;
import dev.interleave.language.operation.ListCopy;
import dev.interleave.language.operation.Operators;
import dev.interleave.language.operation.Operators.Ordering;
import dev.interleave.language.operation.Representation;
import dev.interleave.language.operation.TableCopy;
import dev.interleave.language.value.BuiltinFunction;
import dev.interleave.language.value.BytesObject;
import dev.interleave.language.value.ClassMethodObject;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.EnumerateIterator;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.ExceptionObject;
import dev.interleave.language.value.FunctionObject;
import dev.interleave.language.value.GeneratorObject;
import dev.interleave.language.value.HashTable;
import dev.interleave.language.value.HeapObject;
import dev.interleave.language.value.InstanceObject;
import dev.interleave.language.value.IteratorObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.MethodObject;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.PropertyObject;
import dev.interleave.language.value.Raised;
import dev.interleave.language.value.RangeObject;
import dev.interleave.language.value.Request;
import dev.interleave.language.value.SetObject;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.SliceObject;
import dev.interleave.language.value.SuperObject;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import dev.interleave.language.value.ViewObject;
import dev.interleave.language.value.ZipIterator;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The builtin functions of all types, and the constructors.
@SuppressWarnings({"NullAway", "ReferenceEquality"}) // an argument that was left out is null
final class CoreFunctions {

    /// The largest number of elements that one call collects.
    static final int MAX_COLLECTED = 20_000;

    private CoreFunctions() {}

    static void register(Registry registry) {
        registry.function("len", 1, 1, (runtime, a) -> length(runtime, a[0]))
                .function(
                        "isinstance",
                        2,
                        2,
                        (_, a) -> isInstance(Types.of(a[0]), a[1], "isinstance", new int[] {MAX_COLLECTED}))
                .function("issubclass", 2, 2, (_, a) -> {
                    if (!(a[0] instanceof ClassObject type)) {
                        throw Errors.type("issubclass() arg 1 must be a class");
                    }
                    return isInstance(type, a[1], "issubclass", new int[] {MAX_COLLECTED});
                })
                .function("callable", 1, 1, (_, a) -> isCallable(a[0]))
                .function("iter", 1, 2, (_, a) -> a[1] != null ? NEEDS_CODE : iterator(a[0]))
                .function("next", 1, 2, CoreFunctions::next)
                .function("hash", 1, 1, (runtime, a) -> {
                    long hash = Equality.hash(runtime, a[0]);
                    return hash == Equality.NO_HASH ? NEEDS_CODE : hash;
                })
                .function(
                        "id",
                        1,
                        1,
                        (runtime, a) -> 0x7f00_0000_0000L
                                + 16L * (a[0] instanceof HeapObject o ? runtime.number(o) : a[0].hashCode() & 0xffff))
                .function("repr", 1, 1, (runtime, a) -> Representation.repr(runtime, a[0]))
                .function("reversed", 1, 1, (_, a) -> {
                    Object iterator = Types.special(a[0], "__reversed__") == null ? Iteration.reversed(a[0]) : null;
                    return iterator == null ? NEEDS_CODE : iterator;
                })
                .function("enumerate", 1, List.of("iterable", "start"), (_, a) -> {
                    IteratorObject source = Iteration.of(a[0]);
                    boolean isWord = a[1] == null || a[1] instanceof Long;
                    return source == null || !isWord
                            ? NEEDS_CODE
                            : new EnumerateIterator(source, Arguments.integer(a[1], 0));
                })
                .function("zip", 0, -1, CoreFunctions::zip)
                .function("min", 1, -1, (runtime, a) -> extreme(runtime, Ordering.LESS, a))
                .function("max", 1, -1, (runtime, a) -> extreme(runtime, Ordering.GREATER, a))
                .function("sum", 1, 2, CoreFunctions::sum)
                .function("getattr", 2, 3, (_, a) -> NEEDS_CODE)
                .function("hasattr", 2, 2, (_, a) -> NEEDS_CODE)
                .function("print", 0, -1, CoreFunctions::print)
                .function("progress", 2, 2, (runtime, a) -> {
                    runtime.progress(Floats.of(a[0]), Floats.of(a[1]));
                    return Singleton.NONE;
                });
        constructors(registry);
    }

    private static void constructors(Registry registry) {
        registry.constructor(Types.RANGE, 1, 3, (_, a) -> range(a))
                .constructor(
                        Types.SLICE,
                        1,
                        3,
                        (_, a) -> a[1] == null
                                ? new SliceObject(Singleton.NONE, a[0], Singleton.NONE)
                                : new SliceObject(a[0], a[1], a[2] == null ? Singleton.NONE : a[2]))
                .constructor(Types.BOOL, 0, 1, (_, a) -> {
                    int truth = a[0] == null ? Equality.DIFFERENT : Operators.truth(a[0]);
                    return truth == Equality.UNKNOWN ? NEEDS_CODE : truth == Equality.EQUAL;
                })
                .constructor(Types.LIST, 0, 1, (runtime, a) -> {
                    if (a[0] instanceof ListObject list && list.type.isNative) {
                        return ListCopy.of(runtime, list);
                    }
                    Object[] items = collect(runtime, a[0]);
                    return items == null ? NEEDS_CODE : new ListObject(items);
                })
                .constructor(Types.TUPLE, 0, 1, (runtime, a) -> {
                    if (a[0] instanceof TupleObject tuple && tuple.type == Types.TUPLE) {
                        return tuple;
                    }
                    if (a[0] instanceof ListObject list && list.type.isNative) {
                        runtime.allocatePiece(8L * list.size);
                        runtime.charge(list.size);
                        return TupleObject.of(list.toArray());
                    }
                    Object[] items = collect(runtime, a[0]);
                    return items == null ? NEEDS_CODE : TupleObject.of(items);
                })
                .constructor(
                        Types.DICT,
                        0,
                        1,
                        (runtime, a) -> a[0] == null
                                ? new DictObject(Types.DICT)
                                : a[0] instanceof DictObject d && d.type == Types.DICT
                                        ? TableCopy.of(runtime, Types.DICT, d.table)
                                        : NEEDS_CODE)
                .constructor(Types.SET, 0, 1, (runtime, a) -> set(runtime, Types.SET, a[0]))
                .constructor(
                        Types.FROZENSET,
                        0,
                        1,
                        (runtime, a) -> a[0] instanceof SetObject s && s.type == Types.FROZENSET
                                ? s
                                : set(runtime, Types.FROZENSET, a[0]))
                .constructor(Types.TYPE, 1, 1, (_, a) -> Types.of(a[0]))
                .constructor(Types.OBJECT, 0, 0, (_, _) -> new InstanceObject(Types.OBJECT))
                .constructor(
                        Types.PROPERTY, 0, 4, (_, a) -> new PropertyObject(orNone(a[0]), orNone(a[1]), orNone(a[2])))
                .constructor(Types.STATIC_METHOD, 1, 1, (_, a) -> new ClassMethodObject(a[0], true))
                .constructor(Types.CLASS_METHOD, 1, 1, (_, a) -> new ClassMethodObject(a[0], false))
                .constructor(Types.SUPER, 0, 2, (_, a) -> {
                    if (a[0] == null || a[1] == null) {
                        throw new Raised(Types.RUNTIME_ERROR, "super(): no arguments");
                    }
                    return new SuperObject((ClassObject) a[0], a[1]);
                });
    }

    private static Object orNone(@Nullable Object value) {
        return value == null ? Singleton.NONE : value;
    }

    private static Object set(ProgramRuntime runtime, ClassObject type, @Nullable Object source) {
        if (source == null) {
            return new SetObject(type, new HashTable(false));
        }
        return source instanceof SetObject s && Types.special(s, "__iter__") == null
                ? TableCopy.of(runtime, type, s.table)
                : NEEDS_CODE;
    }

    static Object length(ProgramRuntime runtime, Object value) {
        if (Types.special(value, "__len__") != null) {
            return NEEDS_CODE;
        }
        return switch (value) {
            case ListObject list -> (long) list.size;
            case TupleObject tuple -> (long) tuple.items.length;
            case DictObject dict -> (long) dict.table.size;
            case SetObject set -> (long) set.table.size;
            case String text -> (long) (Characters.isPlain(runtime, text) ? text.length() : Characters.length(text));
            case BytesObject bytes -> (long) bytes.octets.length;
            case RangeObject range -> range.length;
            case ViewObject view -> (long) view.dict.table.size;
            default -> throw Errors.type("object of type '" + Types.nameOf(value) + "' has no len()");
        };
    }

    /// @param left how many classes in nested tuples may be looked at
    private static Object isInstance(ClassObject type, Object classes, String function, int[] left) {
        if (--left[0] < 0) {
            throw new Raised(Types.RECURSION_ERROR, "maximum recursion depth exceeded in __instancecheck__");
        }
        return switch (classes) {
            case ClassObject c -> type.isSubclassOf(c);
            case TupleObject tuple -> {
                for (Object c : tuple.items) {
                    if (Boolean.TRUE.equals(isInstance(type, c, function, left))) {
                        yield true;
                    }
                }
                yield false;
            }
            default ->
                throw Errors.type(function + "() arg 2 must be a " + (function.equals("issubclass") ? "class" : "type")
                        + ", a tuple of " + (function.equals("issubclass") ? "classes" : "types") + ", or a union");
        };
    }

    static boolean isCallable(Object value) {
        return value instanceof FunctionObject
                || value instanceof BuiltinFunction
                || value instanceof MethodObject
                || value instanceof ClassObject
                || Types.special(value, "__call__") != null;
    }

    private static Object iterator(Object value) {
        if (value instanceof GeneratorObject) {
            return value;
        }
        IteratorObject iterator = Iteration.of(value);
        return iterator == null ? NEEDS_CODE : iterator;
    }

    private static Object next(ProgramRuntime runtime, Object[] a) {
        if (a[0] instanceof GeneratorObject generator) {
            return a[1] == null ? new Request.Send(generator, Singleton.NONE) : new Request.NextOr(generator, a[1]);
        }
        if (a[0] instanceof IteratorObject iterator) {
            Object value = iterator.next();
            if (value != null) {
                return value;
            }
            if (a[1] != null) {
                return a[1];
            }
            throw new Raised(new ExceptionObject(Types.STOP_ITERATION, TupleObject.EMPTY));
        }
        return NEEDS_CODE;
    }

    /// @return the elements of a value that the machine can iterate over quickly, or null
    static Object @Nullable [] collect(ProgramRuntime runtime, @Nullable Object source) {
        if (source == null) {
            return new Object[0];
        }
        Object[] items = Arguments.items(source);
        if (items != null) {
            runtime.allocate(8L * items.length + 56);
            runtime.charge(items.length >> 1);
            return items == (source instanceof TupleObject t ? t.items : null) ? items.clone() : items;
        }
        IteratorObject iterator = Iteration.of(source);
        if (iterator == null || iterator.remaining() > MAX_COLLECTED) {
            return null;
        }
        ListObject list = ListObject.withCapacity(Types.LIST, (int) iterator.remaining());
        for (Object value = iterator.next(); value != null; value = iterator.next()) {
            list.add(value);
        }
        runtime.allocate(32L * list.size + 56);
        runtime.charge(list.size * 4L);
        return list.toArray();
    }

    private static Object range(Object[] a) {
        for (Object value : a) {
            if (value != null && !Integers.isInteger(value)) {
                return NEEDS_CODE;
            }
        }
        long first = word(a[0]);
        long step = a[2] == null ? 1 : word(a[2]);
        if (step == 0) {
            throw Errors.value("range() arg 3 must not be zero");
        }
        return a[1] == null ? new RangeObject(0, first, 1) : new RangeObject(first, word(a[1]), step);
    }

    private static long word(Object value) {
        if (value instanceof BigInteger) {
            throw Errors.overflow("range() of integers beyond 64 bits is not supported; use while");
        }
        return Integers.clamped(value);
    }

    private static Object zip(ProgramRuntime runtime, Object[] a) {
        var sources = new IteratorObject[a.length];
        for (int i = 0; i < a.length; i++) {
            sources[i] = Iteration.of(a[i]);
            if (sources[i] == null) {
                return NEEDS_CODE;
            }
        }
        return new ZipIterator(sources, false);
    }

    private static Object extreme(ProgramRuntime runtime, Ordering ordering, Object[] a) {
        Object[] items = a;
        if (a.length == 1) {
            items = Arguments.items(a[0]);
            if (items == null || items.length == 0 || items.length > MAX_COLLECTED) {
                return NEEDS_CODE;
            }
        }
        Object best = items[0];
        for (int i = 1; i < items.length; i++) {
            Object isBetter = Operators.compare(ordering, items[i], best);
            if (isBetter instanceof Request) {
                return NEEDS_CODE;
            }
            if (Boolean.TRUE.equals(isBetter)) {
                best = items[i];
            }
        }
        runtime.charge(items.length * 4L);
        return best;
    }

    private static Object sum(ProgramRuntime runtime, Object[] a) {
        Object[] items = a[1] == null || a[1] instanceof Long ? Arguments.items(a[0]) : null;
        if (items == null || items.length > MAX_COLLECTED) {
            return NEEDS_CODE;
        }
        Object sum = a[1] == null ? 0L : a[1];
        for (Object item : items) {
            if (!(item instanceof Long || item instanceof Double || item instanceof Boolean)
                    || !(sum instanceof Long || sum instanceof Double)) {
                return NEEDS_CODE;
            }
            sum = Operators.binary(runtime, Operators.Operator.ADD, sum, item);
        }
        runtime.charge(items.length * 4L);
        return sum;
    }

    private static Object print(ProgramRuntime runtime, Object[] a) {
        var line = new StringBuilder();
        for (Object value : a) {
            Object text = Representation.str(runtime, value);
            if (text instanceof Request) {
                return NEEDS_CODE;
            }
            line.append(line.isEmpty() && value == a[0] ? "" : " ").append((String) text);
        }
        runtime.charge(50 + line.length() / 4);
        runtime.allocatePiece(line.length() * 2L);
        runtime.write(line.append('\n').toString());
        return Singleton.NONE;
    }
}
