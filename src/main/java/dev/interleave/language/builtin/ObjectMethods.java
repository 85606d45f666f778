package dev.interleave.language.builtin;

import static dev.interleave.language.value.BuiltinFunction.NEEDS_CODE;

import dev.interleave.language.operation.Equality;
import dev.interleave.language.operation.Representation;
import dev.interleave.language.value.BuiltinFunction;
import dev.interleave.language.value.ClassMethodObject;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.ExceptionObject;
import dev.interleave.language.value.GeneratorObject;
import dev.interleave.language.value.HeapObject;
import dev.interleave.language.value.InstanceObject;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.PropertyObject;
import dev.interleave.language.value.Request;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import java.util.Arrays;
import java.util.List;

/// The methods of objects in general, of generators, exceptions and properties.
@SuppressWarnings("NullAway") // an argument that was left out is null
final class ObjectMethods {

    private ObjectMethods() {}

    static void register(Registry registry) {
        objects(registry);
        generators(registry);
        exceptions(registry);
        properties(registry);
    }

    private static void objects(Registry registry) {
        registry.method(Types.OBJECT, "__init__", 0, -1, (_, _) -> Singleton.NONE)
                .method(
                        Types.OBJECT,
                        "__repr__",
                        0,
                        0,
                        (runtime, a) -> a[0] instanceof InstanceObject object
                                ? plainRepr(runtime, object)
                                : Representation.repr(runtime, a[0]))
                .method(Types.OBJECT, "__str__", 0, 0, (_, _) -> NEEDS_CODE)
                .method(
                        Types.OBJECT,
                        "__eq__",
                        1,
                        1,
                        (_, a) -> Equality.isSame(a[0], a[1]) ? (Object) true : Singleton.NOT_IMPLEMENTED)
                .method(Types.OBJECT, "__ne__", 1, 1, (_, _) -> NEEDS_CODE)
                .method(
                        Types.OBJECT,
                        "__hash__",
                        0,
                        0,
                        (runtime, a) -> a[0] instanceof HeapObject object ? (long) runtime.number(object) : NEEDS_CODE)
                .method(Types.OBJECT, "__setattr__", 2, 2, (_, _) -> NEEDS_CODE)
                .method(Types.OBJECT, "__delattr__", 1, 1, (_, _) -> NEEDS_CODE)
                .method(Types.OBJECT, "__format__", 1, 1, (_, _) -> NEEDS_CODE);
        Types.OBJECT.members.put(
                "__new__",
                new ClassMethodObject(
                        new BuiltinFunction("object.__new__", false, 1, -1, List.of(), (_, a) -> allocated(a)), true));
    }

    private static Object allocated(Object[] a) {
        if (!(a[0] instanceof ClassObject type)) {
            throw Errors.type("object.__new__(X): X is not a type object (" + Types.nameOf(a[0]) + ")");
        }
        return switch (type.layout) {
            case PLAIN -> new InstanceObject(type);
            case EXCEPTION -> new ExceptionObject(type, TupleObject.of(Arrays.copyOfRange(a, 1, a.length)));
            default -> throw Errors.type("object.__new__(" + type.name + ") is not supported");
        };
    }

    private static Object plainRepr(ProgramRuntime runtime, InstanceObject object) {
        ClassObject type = object.type;
        String path = type.module.equals("builtins") ? type.qualifiedName : type.module + "." + type.qualifiedName;
        return "<" + path + " object at 0x" + Long.toHexString(0x7f00_0000_0000L + 16L * runtime.number(object)) + ">";
    }

    private static void generators(Registry registry) {
        registry.method(Types.GENERATOR, "send", 1, 1, (_, a) -> new Request.Send((GeneratorObject) a[0], a[1]))
                .method(
                        Types.GENERATOR,
                        "__next__",
                        0,
                        0,
                        (_, a) -> new Request.Send((GeneratorObject) a[0], Singleton.NONE))
                .method(Types.GENERATOR, "__iter__", 0, 0, (_, a) -> a[0])
                .method(Types.GENERATOR, "close", 0, 0, (_, a) -> new Request.Close((GeneratorObject) a[0]))
                .method(Types.GENERATOR, "throw", 1, 3, (_, a) -> {
                    Object exception =
                            a[1] instanceof ClassObject && a[2] != null && a[2] != Singleton.NONE ? a[2] : a[1];
                    if (exception instanceof ExceptionObject e) {
                        return new Request.Throw((GeneratorObject) a[0], e);
                    }
                    if (exception instanceof ClassObject type
                            && type.isNative
                            && type.layout == ClassObject.Layout.EXCEPTION) {
                        return new Request.Throw((GeneratorObject) a[0], new ExceptionObject(type, TupleObject.EMPTY));
                    }
                    if (exception instanceof ClassObject type && type.layout == ClassObject.Layout.EXCEPTION) {
                        return NEEDS_CODE;
                    }
                    throw Errors.type("exceptions must be classes or instances deriving from BaseException, not "
                            + Types.nameOf(exception));
                });
    }

    private static void exceptions(Registry registry) {
        registry.method(Types.BASE_EXCEPTION, "__init__", 0, -1, (_, a) -> {
                    ((ExceptionObject) a[0]).arguments = TupleObject.of(Arrays.copyOfRange(a, 1, a.length));
                    return Singleton.NONE;
                })
                .method(Types.BASE_EXCEPTION, "__str__", 0, 0, (runtime, a) -> {
                    var e = (ExceptionObject) a[0];
                    return Representation.str(runtime, e.type.isNative ? e : plain(e));
                })
                .method(Types.BASE_EXCEPTION, "__repr__", 0, 0, (runtime, a) -> {
                    var e = (ExceptionObject) a[0];
                    Object text = Representation.repr(runtime, e.arguments);
                    if (!(text instanceof String arguments)) {
                        return NEEDS_CODE;
                    }
                    String list = e.arguments.items.length == 1
                            ? arguments.substring(1, arguments.length() - 2) + ")"
                            : arguments.substring(1);
                    return e.type.name + "(" + list;
                })
                .method(Types.BASE_EXCEPTION, "with_traceback", 1, 1, (_, a) -> a[0])
                .method(Types.BASE_EXCEPTION, "add_note", 1, 1, (_, _) -> Singleton.NONE);
    }

    /// @return an exception of the nearest class of the machine with the same arguments
    private static ExceptionObject plain(ExceptionObject e) {
        ClassObject type = e.type;
        while (!type.isNative && type.base != null) {
            type = type.base;
        }
        return new ExceptionObject(type, e.arguments);
    }

    private static void properties(Registry registry) {
        registry.method(Types.PROPERTY, "getter", 1, 1, (_, a) -> {
                    var p = (PropertyObject) a[0];
                    return new PropertyObject(a[1], p.setter, p.deleter);
                })
                .method(Types.PROPERTY, "setter", 1, 1, (_, a) -> {
                    var p = (PropertyObject) a[0];
                    return new PropertyObject(p.getter, a[1], p.deleter);
                })
                .method(Types.PROPERTY, "deleter", 1, 1, (_, a) -> {
                    var p = (PropertyObject) a[0];
                    return new PropertyObject(p.getter, p.setter, a[1]);
                });
    }
}
