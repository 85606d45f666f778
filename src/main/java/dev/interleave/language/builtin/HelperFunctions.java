package dev.interleave.language.builtin;

import dev.interleave.language.code.Code;
import dev.interleave.language.operation.Equality;
import dev.interleave.language.operation.Iteration;
import dev.interleave.language.operation.Operators;
import dev.interleave.language.operation.Representation;
import dev.interleave.language.operation.TableCopy;
import dev.interleave.language.value.BuiltinFunction;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.FunctionObject;
import dev.interleave.language.value.GeneratorObject;
import dev.interleave.language.value.Hashes;
import dev.interleave.language.value.HeapObject;
import dev.interleave.language.value.IteratorObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.Request;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import java.math.BigInteger;

/// What only the library can name: the parts of an operation that need no code of the program.
@SuppressWarnings("NullAway") // an argument that was left out is null
final class HelperFunctions {

    private HelperFunctions() {}

    static void register(Registry registry) {
        registry.function("_special", 2, 2, (_, a) -> {
                    Object method = Types.special(a[0], (String) a[1]);
                    return method == null ? Singleton.NONE : method;
                })
                .function(
                        "_binary",
                        3,
                        3,
                        (runtime, a) ->
                                Operators.binary(runtime, Operators.operator((int) (long) (Long) a[0]), a[1], a[2]))
                .function("_unsupported", 3, 3, (_, a) -> {
                    throw Operators.unsupported(Operators.operator((int) (long) (Long) a[0]), a[1], a[2]);
                })
                .function("_not_ordered", 3, 3, (_, a) -> {
                    throw Operators.notOrdered(Operators.ordering((int) (long) (Long) a[0]), a[1], a[2]);
                })
                .function("_is_same", 2, 2, (_, a) -> Equality.isSame(a[0], a[1]))
                .function("_native_iterator", 1, 1, (_, a) -> {
                    IteratorObject iterator = Iteration.of(a[0]);
                    return iterator == null ? Singleton.NONE : iterator;
                })
                .function(
                        "_is_iterator",
                        1,
                        1,
                        (_, a) -> a[0] instanceof IteratorObject
                                || a[0] instanceof GeneratorObject
                                || Types.special(a[0], "__next__") != null)
                .function("_take", 2, 2, (runtime, a) -> taken(runtime, (IteratorObject) a[0], (Long) a[1]))
                .function(
                        "_identity_hash",
                        1,
                        1,
                        (runtime, a) -> a[0] instanceof HeapObject o ? (long) runtime.number(o) : 0L)
                .function("_combine_hashes", 2, 2, (_, a) -> Hashes.combine((Long) a[0], hashWord(a[1])))
                .function("_plain_repr", 1, 1, (runtime, a) -> Representation.repr(runtime, a[0]))
                .function("_quoted", 1, 1, (runtime, a) -> Representation.quoted(runtime, (String) a[0]))
                .function("_write", 1, 1, (runtime, a) -> {
                    runtime.write((String) a[0]);
                    return Singleton.NONE;
                })
                .function(
                        "_is_generator", 1, 1, (_, a) -> a[0] instanceof GeneratorObject g && g.type == Types.GENERATOR)
                .function(
                        "_is_generator_function",
                        1,
                        1,
                        (_, a) -> a[0] instanceof FunctionObject f && f.code.isGenerator)
                .function("_is_function", 1, 1, (_, a) -> a[0] instanceof FunctionObject)
                .function("_is_builtin", 1, 1, (_, a) -> a[0] instanceof BuiltinFunction)
                .function("_kind", 1, 1, (_, a) -> a[0] instanceof ClassObject c ? c.layout.name() : "")
                .function(
                        "_attributes",
                        1,
                        1,
                        (_, a) -> a[0] instanceof HeapObject o && !o.type.isNative ? o.attributes() : Singleton.NONE)
                .function("_set_attribute", 3, 3, (_, a) -> {
                    ((HeapObject) a[0]).setAttribute(name(a[1]), a[2]);
                    return Singleton.NONE;
                })
                .function("_remove_attribute", 2, 2, (_, a) -> ((HeapObject) a[0]).removeAttribute(name(a[1])))
                .function("_member", 2, 2, (_, a) -> {
                    Object member = Types.of(a[0]).lookup((String) a[1]);
                    return member == null ? Singleton.NONE : member;
                })
                .function("_tuple", 2, 2, (runtime, a) -> {
                    runtime.allocatePiece(8L * ((ListObject) a[1]).size);
                    return new TupleObject((ClassObject) a[0], ((ListObject) a[1]).toArray());
                })
                .function("_bits", 1, 1, (_, a) -> (long)
                        ((a[0] instanceof BigInteger b)
                                ? b.abs().bitLength()
                                : Long.SIZE - Long.numberOfLeadingZeros(Math.abs((Long) a[0]))))
                .function("_digits", 2, 2, (_, a) -> digits(a[0], (int) (long) (Long) a[1]))
                .function("_iterator", 1, 1, (_, a) -> iteratorType((FunctionObject) a[0]))
                .function(
                        "_copy_dict",
                        1,
                        1,
                        (runtime, a) -> TableCopy.of(runtime, Types.DICT, ((DictObject) a[0]).table))
                .function("_module_of", 1, 1, (_, a) -> ((FunctionObject) a[0]).globals.module)
                .function("_set_name", 3, 3, (_, a) -> {
                    var function = (FunctionObject) a[0];
                    function.name = (String) a[1];
                    function.qualifiedName = (String) a[2];
                    return function;
                })
                .function("_getattr", 2, 2, (_, a) -> new Request.Load(a[0], name(a[1])))
                .function("_setattr", 3, 3, (_, a) -> new Request.Store(a[0], name(a[1]), a[2]))
                .function("_sort_pairs", 1, 1, (runtime, a) -> Sorting.sort(runtime, (ListObject) a[0]))
                .function("_merge", 6, 6, (runtime, a) -> Sorting.merge(runtime, a))
                .function("_class", 2, 2, (_, a) -> named((String) a[0], (ClassObject) a[1]));
    }

    private static String name(Object value) {
        if (value instanceof String name) {
            return name;
        }
        throw Errors.type("attribute name must be string, not '" + Types.nameOf(value) + "'");
    }

    private static long hashWord(Object value) {
        return value instanceof Long l ? l : ((BigInteger) value).longValue();
    }

    private static Object taken(ProgramRuntime runtime, IteratorObject iterator, long count) {
        var list = new ListObject(new Object[0]);
        Object value = null;
        while (list.size < count && (value = iterator.next()) != null) {
            list.add(value);
        }
        runtime.allocate(list.size * 16L);
        runtime.charge(list.size * 6L);
        return list;
    }

    /// Decimal digits of a short integer, with zeros before them.
    private static String digits(Object value, int width) {
        String digits = value.toString();
        return digits.length() >= width ? digits : "0".repeat(width - digits.length()) + digits;
    }

    /// Gives the generators of a function of the library a class of their own.
    private static FunctionObject iteratorType(FunctionObject function) {
        Code code = function.code;
        var type = new ClassObject(
                Types.TYPE,
                code.name(),
                code.name(),
                function.globals.module,
                Types.GENERATOR,
                ClassObject.Layout.FINAL,
                true);
        type.isNative = true;
        code.setIteratorType(type);
        return function;
    }

    private static ClassObject named(String name, ClassObject base) {
        return new ClassObject(Types.TYPE, name, name, "__main__", base, base.layout, false);
    }
}
