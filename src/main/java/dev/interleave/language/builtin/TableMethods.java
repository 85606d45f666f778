package dev.interleave.language.builtin;

import static dev.interleave.language.value.BuiltinFunction.NEEDS_CODE;

import dev.interleave.language.operation.Equality;
import dev.interleave.language.operation.Operators;
import dev.interleave.language.operation.Representation;
import dev.interleave.language.operation.Subscripts;
import dev.interleave.language.operation.TableCopy;
import dev.interleave.language.operation.Tables;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.ExceptionObject;
import dev.interleave.language.value.HashTable;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.Raised;
import dev.interleave.language.value.SetObject;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.TableIterator;
import dev.interleave.language.value.TableIterator.Part;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import dev.interleave.language.value.ViewObject;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// The methods of dicts and sets.
@SuppressWarnings("NullAway") // an argument that was left out is null
final class TableMethods {

    private static final int MAX_ELEMENTS = 20_000;

    private TableMethods() {}

    static void register(Registry registry) {
        dicts(registry);
        sets(registry, Types.SET);
        sets(registry, Types.FROZENSET);
        changes(registry);
        helpers(registry);
    }

    private static DictObject dict(Object[] a) {
        if (a[0] instanceof DictObject dict) {
            return dict;
        }
        throw Errors.type("descriptor requires a 'dict' object but received a '" + Types.nameOf(a[0]) + "'");
    }

    private static SetObject set(Object value) {
        if (value instanceof SetObject set) {
            return set;
        }
        throw Errors.type("descriptor requires a 'set' object but received a '" + Types.nameOf(value) + "'");
    }

    private static void dicts(Registry registry) {
        ClassObject type = Types.DICT;
        registry.method(type, "get", 1, 2, (runtime, a) -> {
                    int entry = Tables.find(runtime, dict(a).table, a[1]);
                    Object missing = a[2] == null ? Singleton.NONE : a[2];
                    return entry == -2
                            ? NEEDS_CODE
                            : entry < 0 ? missing : dict(a).table.value(entry);
                })
                .method(type, "setdefault", 1, 2, (runtime, a) -> {
                    int entry = Tables.find(runtime, dict(a).table, a[1]);
                    if (entry >= 0) {
                        return dict(a).table.value(entry);
                    }
                    Object value = a[2] == null ? Singleton.NONE : a[2];
                    return Subscripts.put(runtime, dict(a), a[1], value) ? value : NEEDS_CODE;
                })
                .method(type, "pop", 1, 2, (runtime, a) -> {
                    int entry = Tables.find(runtime, dict(a).table, a[1]);
                    if (entry == -2) {
                        return NEEDS_CODE;
                    }
                    if (entry < 0) {
                        if (a[2] == null) {
                            throw Errors.key(a[1]);
                        }
                        return a[2];
                    }
                    Object value = dict(a).table.value(entry);
                    dict(a).table.remove(entry);
                    return value;
                })
                .method(type, "popitem", 0, 0, (_, a) -> popItem(dict(a).table, true))
                .method(type, "keys", 0, 0, (_, a) -> new ViewObject(dict(a), Part.KEY))
                .method(type, "values", 0, 0, (_, a) -> new ViewObject(dict(a), Part.VALUE))
                .method(type, "items", 0, 0, (_, a) -> new ViewObject(dict(a), Part.ITEM))
                .method(type, "clear", 0, 0, (_, a) -> {
                    dict(a).table.clear();
                    return Singleton.NONE;
                })
                .method(type, "copy", 0, 0, (runtime, a) -> {
                    return TableCopy.of(runtime, Types.DICT, dict(a).table);
                })
                .method(
                        type,
                        "update",
                        0,
                        1,
                        (runtime, a) -> a[1] == null
                                ? Singleton.NONE
                                : a[1] instanceof DictObject from
                                                && from.type.isNative
                                                && from.table.size <= MAX_ELEMENTS
                                                && update(runtime, dict(a), from)
                                        ? Singleton.NONE
                                        : NEEDS_CODE)
                .method(type, "__init__", 0, 1, (_, a) -> a[1] == null ? Singleton.NONE : NEEDS_CODE)
                .method(
                        type,
                        "__repr__",
                        0,
                        0,
                        (runtime, a) -> Representation.repr(runtime, new DictObject(Types.DICT, dict(a).table)))
                .method(
                        type,
                        "__eq__",
                        1,
                        1,
                        (_, a) -> ListMethods.equal(new DictObject(Types.DICT, dict(a).table), a[1]))
                .method(type, "__len__", 0, 0, (_, a) -> (long) dict(a).table.size)
                .method(
                        type,
                        "__iter__",
                        0,
                        0,
                        (_, a) -> new TableIterator(Types.DICT_KEY_ITERATOR, dict(a), Part.KEY, false))
                .method(type, "__contains__", 1, 1, (runtime, a) -> {
                    int entry = Tables.find(runtime, dict(a).table, a[1]);
                    return entry == -2 ? NEEDS_CODE : entry >= 0;
                })
                .method(type, "__getitem__", 1, 1, (runtime, a) -> {
                    int entry = Tables.find(runtime, dict(a).table, a[1]);
                    return entry < 0 ? NEEDS_CODE : dict(a).table.value(entry);
                })
                .method(
                        type,
                        "__setitem__",
                        2,
                        2,
                        (runtime, a) -> Subscripts.put(runtime, dict(a), a[1], a[2]) ? Singleton.NONE : NEEDS_CODE)
                .method(type, "__delitem__", 1, 1, (runtime, a) -> {
                    int entry = Tables.find(runtime, dict(a).table, a[1]);
                    if (entry == -1) {
                        throw Errors.key(a[1]);
                    }
                    if (entry >= 0) {
                        dict(a).table.remove(entry);
                    }
                    return entry < 0 ? NEEDS_CODE : Singleton.NONE;
                });
    }

    private static boolean update(ProgramRuntime runtime, DictObject into, DictObject from) {
        HashTable table = from.table;
        runtime.charge(table.size * 8L);
        for (int i = table.begin; i < table.end; i++) {
            Object key = table.key(i);
            if (key != null && !Subscripts.put(runtime, into, key, table.value(i))) {
                return false;
            }
        }
        return true;
    }

    private static Object popItem(HashTable table, boolean last) {
        if (table.size == 0) {
            throw new Raised(new ExceptionObject(Types.KEY_ERROR, TupleObject.of("popitem(): dictionary is empty")));
        }
        int entry = last ? table.end - 1 : table.begin;
        var item = new TupleObject(table.key(entry), table.value(entry));
        table.remove(entry);
        return item;
    }

    private static void sets(Registry registry, ClassObject type) {
        registry.method(type, "copy", 0, 0, (runtime, a) -> {
                    return TableCopy.of(runtime, type, set(a[0]).table);
                })
                .method(type, "union", 0, -1, (_, _) -> NEEDS_CODE)
                .method(type, "intersection", 0, -1, (_, _) -> NEEDS_CODE)
                .method(type, "difference", 0, -1, (_, _) -> NEEDS_CODE)
                .method(type, "symmetric_difference", 1, 1, (_, _) -> NEEDS_CODE)
                .method(type, "issubset", 1, 1, (_, _) -> NEEDS_CODE)
                .method(type, "issuperset", 1, 1, (_, _) -> NEEDS_CODE)
                .method(type, "isdisjoint", 1, 1, (_, _) -> NEEDS_CODE)
                .method(type, "__len__", 0, 0, (_, a) -> (long) set(a[0]).table.size)
                .method(
                        type,
                        "__iter__",
                        0,
                        0,
                        (_, a) -> new TableIterator(Types.SET_ITERATOR, set(a[0]), Part.KEY, false))
                .method(type, "__contains__", 1, 1, (runtime, a) -> {
                    int entry = Tables.find(runtime, set(a[0]).table, a[1]);
                    return entry == -2 ? NEEDS_CODE : entry >= 0;
                });
    }

    private static void changes(Registry registry) {
        ClassObject type = Types.SET;
        registry.method(
                        type,
                        "add",
                        1,
                        1,
                        (runtime, a) -> Tables.add(runtime, set(a[0]), a[1]) ? Singleton.NONE : NEEDS_CODE)
                .method(type, "discard", 1, 1, (runtime, a) -> remove(runtime, a, false))
                .method(type, "remove", 1, 1, (runtime, a) -> remove(runtime, a, true))
                .method(type, "pop", 0, 0, (_, a) -> {
                    HashTable table = set(a[0]).table;
                    if (table.size == 0) {
                        throw new Raised(new ExceptionObject(Types.KEY_ERROR, TupleObject.of("pop from an empty set")));
                    }
                    Object element = table.key(table.begin);
                    table.remove(table.begin);
                    return element;
                })
                .method(type, "clear", 0, 0, (_, a) -> {
                    set(a[0]).table.clear();
                    return Singleton.NONE;
                })
                .method(type, "__init__", 0, 1, (_, a) -> a[1] == null ? Singleton.NONE : NEEDS_CODE)
                .method(type, "update", 0, -1, (_, _) -> NEEDS_CODE)
                .method(type, "intersection_update", 0, -1, (_, _) -> NEEDS_CODE)
                .method(type, "difference_update", 0, -1, (_, _) -> NEEDS_CODE)
                .method(type, "symmetric_difference_update", 1, 1, (_, _) -> NEEDS_CODE);
    }

    private static Object remove(ProgramRuntime runtime, Object[] a, boolean mustExist) {
        HashTable table = set(a[0]).table;
        int entry = Tables.find(runtime, table, a[1]);
        if (entry == -2) {
            return NEEDS_CODE;
        }
        if (entry == -1 && mustExist) {
            throw Errors.key(a[1]);
        }
        if (entry >= 0) {
            table.remove(entry);
        }
        return Singleton.NONE;
    }

    private static HashTable table(Object owner) {
        return switch (owner) {
            case DictObject dict -> dict.table;
            case SetObject set -> set.table;
            case ViewObject view -> view.dict.table;
            default -> throw Errors.type("no table");
        };
    }

    private static @Nullable Object key(Object[] a) {
        HashTable table = table(a[0]);
        int entry = table.entry((Long) a[1]);
        return entry < table.begin || entry >= table.end ? null : table.key(entry);
    }

    /// The number of an entry at a position that a search has found, unless code of the program has removed it since.
    private static int entry(Object[] a) {
        if (key(a) == null) {
            throw new Raised(Types.RUNTIME_ERROR, "dictionary changed during lookup");
        }
        return table(a[0]).entry((Long) a[1]);
    }

    /// What the library needs to search tables whose keys it has to compare itself.
    private static void helpers(Registry registry) {
        registry.function("_table_start", 2, 2, (_, a) -> table(a[0]).start((Long) a[1]))
                .function("_table_candidate", 3, 3, (runtime, a) -> {
                    long position = table(a[0]).candidate((Long) a[1], (Long) a[2]);
                    runtime.delay(table(a[0]).takeProbes());
                    return position;
                })
                .function("_table_key", 2, 2, (_, a) -> {
                    Object key = key(a);
                    return key == null ? Singleton.NONE : key;
                })
                .function("_table_value", 2, 2, (_, a) -> table(a[0]).value(entry(a)))
                .function("_table_store", 3, 3, (_, a) -> {
                    table(a[0]).setValue(entry(a), a[2]);
                    return Singleton.NONE;
                })
                .function("_table_add", 4, 4, (runtime, a) -> {
                    Tables.insert(runtime, table(a[0]), (Long) a[1], a[2], a[3]);
                    return Singleton.NONE;
                })
                .function("_table_remove", 2, 2, (_, a) -> {
                    table(a[0]).remove(entry(a));
                    return Singleton.NONE;
                })
                .function("_table_move", 3, 3, (runtime, a) -> {
                    HashTable table = table(a[0]);
                    int entry = Tables.find(runtime, table, a[1]);
                    if (entry == -1) {
                        throw Errors.key(a[1]);
                    }
                    if (entry >= 0) {
                        table.move(entry, isTrue(a[2]));
                    }
                    return entry >= 0;
                })
                .function("_table_first", 1, 1, (_, a) -> popItem(table(a[0]), false))
                .function("_table_clear", 1, 1, (_, a) -> {
                    table(a[0]).clear();
                    return Singleton.NONE;
                })
                .function("_view_dict", 1, 1, (_, a) -> ((ViewObject) a[0]).dict)
                .function("_set_combined", 3, 3, (runtime, a) -> combined(runtime, a))
                .function(
                        "_empty_like",
                        1,
                        1,
                        (_, a) ->
                                new SetObject(a[0] instanceof SetObject s ? s.type : Types.SET, new HashTable(false)));
    }

    private static boolean isTrue(Object value) {
        return Operators.truth(value) == Equality.EQUAL;
    }

    /// Combines two sets whose elements compare without code of the program.
    ///
    /// @return the new set, or `None` if the library has to do it
    private static Object combined(ProgramRuntime runtime, Object[] a) {
        HashTable x = table(a[1]);
        HashTable y = table(a[2]);
        if (x.size + y.size > MAX_ELEMENTS || (a[1] instanceof ViewObject v && v.part != Part.KEY)) {
            return Singleton.NONE;
        }
        runtime.charge((x.size + y.size) * 10L);
        runtime.allocate((x.size + y.size) * 48L);
        ClassObject type = a[1] instanceof SetObject s && s.type.isNative ? s.type : Types.SET;
        var result = new SetObject(type, new HashTable(false));
        boolean isDone = switch ((String) a[0]) {
            case "or" -> addAll(result, x, (_, _) -> true) && addAll(result, y, (_, _) -> true);
            case "and" -> addAll(result, x, (k, h) -> isIn(y, k, h));
            case "sub" -> addAll(result, x, (k, h) -> !isIn(y, k, h));
            default -> addAll(result, x, (k, h) -> !isIn(y, k, h)) && addAll(result, y, (k, h) -> !isIn(x, k, h));
        };
        return isDone ? result : Singleton.NONE;
    }

    private static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unknown() {
            super(null, null, false, false);
        }
    }

    private static boolean isIn(HashTable table, Object key, long hash) {
        int entry = Equality.find(table, hash, key);
        if (entry == -2) {
            throw new Unknown();
        }
        return entry >= 0;
    }

    private static boolean addAll(SetObject into, HashTable from, BiPredicate<Object, Long> filter) {
        try {
            for (int i = from.begin; i < from.end; i++) {
                Object key = from.key(i);
                if (key != null && filter.test(key, from.hash(i)) && !isIn(into.table, key, from.hash(i))) {
                    into.table.add(from.hash(i), key, key);
                }
            }
            return true;
        } catch (Unknown e) {
            return false;
        }
    }
}
