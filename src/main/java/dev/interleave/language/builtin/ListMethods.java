package dev.interleave.language.builtin;

import static dev.interleave.language.value.BuiltinFunction.NEEDS_CODE;

import dev.interleave.language.operation.Equality;
import dev.interleave.language.operation.ListCopy;
import dev.interleave.language.operation.ListReversal;
import dev.interleave.language.operation.Operators;
import dev.interleave.language.operation.Operators.Ordering;
import dev.interleave.language.operation.Representation;
import dev.interleave.language.operation.Subscripts;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.Raised;
import dev.interleave.language.value.Request;
import dev.interleave.language.value.SequenceIterator;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.SliceObject;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import java.util.Arrays;
import java.util.Comparator;

/// The methods of lists and tuples.
@SuppressWarnings("NullAway") // an argument that was left out is null
final class ListMethods {

    private static final int MAX_SORTED = 3_000;
    private static final int MAX_SCANNED = 10_000;

    private ListMethods() {}

    static void register(Registry registry) {
        ClassObject type = Types.LIST;
        registry.method(type, "append", 1, 1, (runtime, a) -> {
                    runtime.allocate(8);
                    list(a).add(a[1]);
                    return Singleton.NONE;
                })
                .method(type, "extend", 1, 1, (runtime, a) -> {
                    return extended(runtime, a, Singleton.NONE);
                })
                .method(type, "insert", 2, 2, (runtime, a) -> {
                    ListObject list = list(a);
                    long i = Arguments.integer(a[1]);
                    i = i < 0 ? Math.max(0, i + list.size) : Math.min(i, list.size);
                    runtime.charge((list.size - i) >> 4);
                    runtime.allocate(8);
                    list.insertAll((int) i, new Object[] {a[2]}, 1);
                    return Singleton.NONE;
                })
                .method(type, "pop", 0, 1, ListMethods::pop)
                .method(type, "remove", 1, 1, (runtime, a) -> {
                    int i = find(runtime, items(a), 0, list(a).size, a[1]);
                    if (i == -1) {
                        throw Errors.value("list.remove(x): x not in list");
                    }
                    if (i < 0) {
                        return NEEDS_CODE;
                    }
                    list(a).remove(i);
                    return Singleton.NONE;
                })
                .method(type, "clear", 0, 0, (_, a) -> {
                    list(a).clear();
                    return Singleton.NONE;
                })
                .method(type, "copy", 0, 0, (runtime, a) -> {
                    return ListCopy.of(runtime, list(a));
                })
                .method(type, "reverse", 0, 0, (runtime, a) -> {
                    return ListReversal.of(runtime, list(a));
                })
                .method(type, "index", 1, 3, (runtime, a) -> index(runtime, items(a), list(a).size, a, "list"))
                .method(type, "count", 1, 1, (runtime, a) -> count(runtime, items(a), list(a).size, a[1]))
                .method(type, "sort", 0, 0, (runtime, a) -> sort(runtime, list(a)) ? Singleton.NONE : NEEDS_CODE)
                .method(type, "__init__", 0, 1, (runtime, a) -> {
                    Object[] items = CoreFunctions.collect(runtime, a[1]);
                    if (items == null) {
                        return NEEDS_CODE;
                    }
                    list(a).clear();
                    list(a).addAll(items, items.length);
                    return Singleton.NONE;
                })
                .method(type, "__repr__", 0, 0, (runtime, a) -> Representation.repr(runtime, plain(a)))
                .method(type, "__eq__", 1, 1, (_, a) -> equal(plain(a), a[1]))
                .method(type, "__contains__", 1, 1, (runtime, a) -> {
                    int found = find(runtime, items(a), 0, list(a).size, a[1]);
                    return found == -2 ? NEEDS_CODE : found >= 0;
                })
                .method(type, "__len__", 0, 0, (_, a) -> (long) list(a).size)
                .method(type, "__getitem__", 1, 1, (runtime, a) -> Subscripts.get(runtime, plain(a), a[1]))
                .method(type, "__setitem__", 2, 2, (runtime, a) -> {
                    ListObject plain = plain(a);
                    if (a[1] instanceof SliceObject) {
                        return NEEDS_CODE;
                    }
                    Subscripts.set(runtime, plain, a[1], a[2]);
                    return Singleton.NONE;
                })
                .method(type, "__iter__", 0, 0, (_, a) -> new SequenceIterator(Types.LIST_ITERATOR, a[0], 0, false))
                .method(type, "__iadd__", 1, 1, (runtime, a) -> {
                    return extended(runtime, a, a[0]);
                })
                .method(type, "__imul__", 1, 1, (runtime, a) -> {
                    Object result = Operators.binary(runtime, Operators.Operator.MULTIPLY, plain(a), a[1]);
                    if (!(result instanceof ListObject product)) {
                        return NEEDS_CODE;
                    }
                    list(a).take(product);
                    return a[0];
                })
                .function("_list_replace", 4, 4, (runtime, a) -> {
                    var from = (ListObject) a[3];
                    runtime.allocate(8L * from.size);
                    runtime.charge((((ListObject) a[0]).size - (Long) a[1]) >> 4);
                    ((ListObject) a[0])
                            .replace((int) (long) (Long) a[1], (int) (long) (Long) a[2], from.toArray(), from.size);
                    return Singleton.NONE;
                })
                .function("_list_take", 1, 1, (_, a) -> {
                    var list = (ListObject) a[0];
                    var taken = new ListObject(new Object[0]);
                    taken.take(list);
                    return taken;
                })
                .function("_list_give", 2, 2, (_, a) -> {
                    ((ListObject) a[0]).take((ListObject) a[1]);
                    return Singleton.NONE;
                })
                .function("_slice_bounds", 2, 2, (_, a) -> {
                    Subscripts.Bounds bounds = Subscripts.bounds((SliceObject) a[0], (Long) a[1]);
                    return new TupleObject(bounds.start(), bounds.step(), (long) bounds.count());
                });
        registry.method(
                        Types.TUPLE,
                        "__repr__",
                        0,
                        0,
                        (runtime, a) -> Representation.repr(runtime, TupleObject.of(tuple(a))))
                .method(Types.TUPLE, "__eq__", 1, 1, (_, a) -> equal(TupleObject.of(tuple(a)), a[1]))
                .method(Types.TUPLE, "__hash__", 0, 0, (runtime, a) -> {
                    long hash = Equality.hash(runtime, TupleObject.of(tuple(a)));
                    return hash == Equality.NO_HASH ? NEEDS_CODE : hash;
                })
                .method(
                        Types.TUPLE,
                        "index",
                        1,
                        3,
                        (runtime, a) -> index(runtime, tuple(a), tuple(a).length, a, "tuple"))
                .method(Types.TUPLE, "count", 1, 1, (runtime, a) -> count(runtime, tuple(a), tuple(a).length, a[1]))
                .method(Types.TUPLE, "__len__", 0, 0, (_, a) -> (long) tuple(a).length)
                .method(
                        Types.TUPLE,
                        "__getitem__",
                        1,
                        1,
                        (runtime, a) -> Subscripts.get(runtime, TupleObject.of(tuple(a)), a[1]))
                .method(
                        Types.TUPLE,
                        "__iter__",
                        0,
                        0,
                        (_, a) -> new SequenceIterator(Types.TUPLE_ITERATOR, a[0], 0, false));
    }

    private static ListObject list(Object[] a) {
        if (a[0] instanceof ListObject list) {
            return list;
        }
        throw wrong(a[0], "list");
    }

    private static Raised wrong(Object value, String type) {
        return Errors.type("descriptor requires a '" + type + "' object but received a '" + Types.nameOf(value) + "'");
    }

    static Object equal(Object plain, Object other) {
        int equal = Equality.equal(plain, other);
        return equal == Equality.UNKNOWN ? NEEDS_CODE : equal == Equality.EQUAL;
    }

    /// @return a list with the same elements that no class of the program describes
    private static ListObject plain(Object[] a) {
        ListObject list = list(a);
        return list.type.isNative ? list : list.view();
    }

    /// The elements of a list that is not long; others are not scanned.
    private static Object[] items(Object[] a) {
        ListObject list = list(a);
        return list.size > MAX_SCANNED ? new Object[0] : list.toArray();
    }

    private static Object extended(ProgramRuntime runtime, Object[] a, Object result) {
        Object extended = ListCopy.extend(runtime, list(a), a[1], result);
        if (extended != null) {
            return extended;
        }
        Object[] items = CoreFunctions.collect(runtime, a[1]);
        if (items == null) {
            return NEEDS_CODE;
        }
        list(a).addAll(items, items.length);
        return result;
    }

    private static Object[] tuple(Object[] a) {
        if (a[0] instanceof TupleObject tuple) {
            return tuple.items;
        }
        throw wrong(a[0], "tuple");
    }

    private static Object pop(ProgramRuntime runtime, Object[] a) {
        ListObject list = list(a);
        if (list.size == 0) {
            throw Errors.index("pop from empty list");
        }
        long i = a[1] == null ? list.size - 1 : Arguments.integer(a[1]);
        i = i < 0 ? i + list.size : i;
        if (i < 0 || i >= list.size) {
            throw Errors.index("pop index out of range");
        }
        runtime.charge((list.size - i) >> 4);
        return list.remove((int) i);
    }

    /// @return the index, -1 if there is none, -2 if the library has to find out
    private static int find(ProgramRuntime runtime, Object[] items, int from, int to, Object value) {
        if (to - from > MAX_SCANNED || to > items.length) {
            return -2;
        }
        runtime.charge(Math.max(0, to - from));
        for (int i = from; i < to; i++) {
            int same = Equality.same(items[i], value);
            if (same == Equality.EQUAL) {
                return i;
            }
            if (same == Equality.UNKNOWN) {
                return -2;
            }
        }
        return -1;
    }

    private static Object index(ProgramRuntime runtime, Object[] items, int size, Object[] a, String type) {
        long from = Arguments.integer(a[2], 0);
        long to = Arguments.integer(a[3], size);
        from = from < 0 ? Math.max(0, from + size) : Math.min(from, size);
        to = to < 0 ? Math.max(0, to + size) : Math.min(to, size);
        int i = find(runtime, items, (int) from, (int) to, a[1]);
        if (i == -1) {
            if (type.equals("tuple")) {
                throw Errors.value("tuple.index(x): x not in tuple");
            }
            Object text = Representation.repr(runtime, a[1]);
            throw Errors.value((text instanceof String s ? s : "value") + " is not in list");
        }
        return i < 0 ? NEEDS_CODE : (Object) (long) i;
    }

    private static Object count(ProgramRuntime runtime, Object[] items, int size, Object value) {
        if (size > MAX_SCANNED) {
            return NEEDS_CODE;
        }
        runtime.charge(size);
        long count = 0;
        for (int i = 0; i < size; i++) {
            int same = Equality.same(items[i], value);
            if (same == Equality.UNKNOWN) {
                return NEEDS_CODE;
            }
            count += same;
        }
        return count;
    }

    private static final class Unsortable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unsortable() {
            super(null, null, false, false);
        }
    }

    /// Sorts a list that is short, and whose elements compare without code of the program.
    static boolean sort(ProgramRuntime runtime, ListObject list) {
        if (list.size > MAX_SORTED) {
            return false;
        }
        Object[] items = list.toArray();
        Comparator<Object> order = (x, y) -> {
            Object isLess = Operators.compare(Ordering.LESS, x, y);
            if (isLess instanceof Request) {
                throw new Unsortable();
            }
            return Boolean.TRUE.equals(isLess)
                    ? -1
                    : Boolean.TRUE.equals(Operators.compare(Ordering.LESS, y, x)) ? 1 : 0;
        };
        try {
            Arrays.sort(items, order);
        } catch (Unsortable | IllegalArgumentException e) {
            return false;
        } catch (Raised e) {
            throw e;
        }
        runtime.charge(items.length * 20L);
        list.setAll(items);
        return true;
    }
}
