package dev.interleave.language.machine;

import dev.interleave.language.value.BuiltinFunction;
import dev.interleave.language.value.ClassMethodObject;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.ExceptionObject;
import dev.interleave.language.value.Frame.Return;
import dev.interleave.language.value.FunctionObject;
import dev.interleave.language.value.GeneratorObject;
import dev.interleave.language.value.HeapObject;
import dev.interleave.language.value.InstanceObject;
import dev.interleave.language.value.IteratorObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.MethodObject;
import dev.interleave.language.value.ModuleObject;
import dev.interleave.language.value.PropertyObject;
import dev.interleave.language.value.Raised;
import dev.interleave.language.value.RangeObject;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.SliceObject;
import dev.interleave.language.value.SuperObject;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Attributes: where they are found, and how they are bound.
@SuppressWarnings("ReferenceEquality") // values are compared by identity
final class Attributes {

    private final Machine machine;

    Attributes(Machine machine) {
        this.machine = machine;
    }

    // --- reading

    /// @return the value, or [Calls#SWITCH] if code of the program finds it
    Object load(Object value, String name) {
        Object found = find(value, name);
        if (found instanceof PropertyObject property
                && !(value instanceof ClassObject)
                && isOwnProperty(value, name, property)) {
            if (property.getter == Singleton.NONE) {
                throw new Raised(
                        Types.ATTRIBUTE_ERROR,
                        "property '" + name + "' of '" + Types.nameOf(value) + "' object has no getter");
            }
            return machine.calls.invoke(property.getter, new Object[] {self(value)}, null, Return.VALUE);
        }
        if (found != null) {
            return found;
        }
        Object fallback = Types.special(value, "__getattr__");
        if (fallback != null) {
            return machine.calls.invoke(fallback, new Object[] {value, name}, null, Return.VALUE);
        }
        throw Errors.attribute(
                value instanceof MethodObject m && m.function instanceof FunctionObject f ? f : value, name);
    }

    private static Object self(Object value) {
        return value instanceof SuperObject s ? s.self : value;
    }

    private static boolean isOwnProperty(Object value, String name, PropertyObject property) {
        if (value instanceof SuperObject) {
            return true;
        }
        return Types.of(value).lookup(name) == property;
    }

    /// @return the value without calling code of the program; a property itself; null if there is none
    @Nullable
    Object find(Object value, String name) {
        return switch (value) {
            case ModuleObject module -> module.globals.get(name);
            case ClassObject type -> ofClass(type, name);
            case SuperObject s -> ofSuper(s, name);
            default -> ofObject(value, name);
        };
    }

    private @Nullable Object ofObject(Object value, String name) {
        ClassObject type = Types.of(value);
        boolean isDocumentation = name.equals("__doc__"); // the only member that is not inherited
        Object member = isDocumentation ? type.members.get(name) : type.lookup(name);
        if (member instanceof PropertyObject) {
            return member;
        }
        if (value instanceof HeapObject object) {
            Object own = object.attribute(name);
            if (own != null) {
                return own;
            }
        }
        if (member != null) {
            return bound(member, value, type);
        }
        return special(value, name);
    }

    private static Object bound(Object member, Object self, ClassObject type) {
        return switch (member) {
            case FunctionObject f -> new MethodObject(self, f);
            case BuiltinFunction f when f.isMethod -> new MethodObject(self, f);
            case ClassMethodObject m -> m.isStatic() ? m.function : new MethodObject(type, m.function);
            case InstanceObject cached
            when cached.type.isShared && cached.type.lookup("_binds") != null ->
                new MethodObject(self, cached); // a method that keeps its results
            default -> member;
        };
    }

    private static @Nullable Object ofClass(ClassObject type, String name) {
        Object member = type.lookup(name);
        if (member instanceof ClassMethodObject m) {
            return m.isStatic() ? m.function : new MethodObject(type, m.function);
        }
        if (member != null && !name.equals("__doc__")) {
            return member;
        }
        return switch (name) {
            case "__name__" -> type.name;
            case "__qualname__" -> type.qualifiedName;
            case "__module__" -> type.module;
            case "__class__" -> type.type;
            case "__doc__" -> type.members.getOrDefault(name, Singleton.NONE);
            case "__bases__" -> type.base == null ? TupleObject.EMPTY : new TupleObject(type.base);
            case "__mro__" -> mro(type);
            case "__dict__" -> dict(type);
            default -> null;
        };
    }

    private static TupleObject mro(ClassObject type) {
        var all = new ArrayList<Object>();
        for (ClassObject c = type; c != null; c = c.base) {
            all.add(c);
        }
        return TupleObject.of(all.toArray());
    }

    private static DictObject dict(ClassObject type) {
        DictObject dict = Machine.dict();
        type.members.forEach(dict::putText);
        return dict;
    }

    private static @Nullable Object ofSuper(SuperObject s, String name) {
        ClassObject base = s.defining.base;
        Object member = base == null ? null : base.lookup(name);
        if (member == null) {
            return name.equals("__class__") ? Types.SUPER : null;
        }
        ClassObject type = s.self instanceof ClassObject c ? c : Types.of(s.self);
        if (s.self instanceof ClassObject && !(member instanceof ClassMethodObject)) {
            return member;
        }
        return bound(member, s.self, type);
    }

    private @Nullable Object special(Object value, String name) {
        if (name.equals("__class__")) {
            return Types.of(value);
        }
        if (name.equals("__doc__")) {
            Object doc = value instanceof FunctionObject f ? f.code.documentation() : null;
            return doc == null ? Singleton.NONE : doc;
        }
        return switch (value) {
            case FunctionObject f -> ofFunction(f, name);
            case BuiltinFunction f -> ofBuiltin(f, name);
            case MethodObject m -> ofMethod(m, name);
            case GeneratorObject g -> ofGenerator(g, name);
            case ExceptionObject e -> ofException(e, name);
            case PropertyObject p -> ofProperty(p, name);
            case RangeObject r ->
                switch (name) {
                    case "start" -> r.start;
                    case "stop" -> r.stop;
                    case "step" -> r.step;
                    default -> null;
                };
            case SliceObject s ->
                switch (name) {
                    case "start" -> s.start;
                    case "stop" -> s.stop;
                    case "step" -> s.step;
                    default -> null;
                };
            case HeapObject object
            when name.equals("__dict__") -> hasSlot(object.type, name) ? object.attributes() : null;
            case HeapObject object when name.equals("__module__") -> object.type.module;
            default -> null;
        };
    }

    private static @Nullable Object ofFunction(FunctionObject f, String name) {
        return switch (name) {
            case "__name__" -> f.name;
            case "__qualname__" -> f.qualifiedName;
            case "__module__" -> f.globals.module;
            case "__dict__" -> f.code.isLibrary() ? null : f.attributes();
            default -> null;
        };
    }

    private static @Nullable Object ofBuiltin(BuiltinFunction f, String name) {
        return switch (name) {
            case "__name__" -> f.simpleName();
            case "__qualname__" -> f.name;
            case "__module__" -> "builtins";
            default -> null;
        };
    }

    private @Nullable Object ofMethod(MethodObject m, String name) {
        return switch (name) {
            case "__self__" -> m.self;
            case "__func__" -> m.function;
            default -> find(m.function, name);
        };
    }

    private static @Nullable Object ofGenerator(GeneratorObject g, String name) {
        return switch (name) {
            case "__name__" -> g.name;
            case "__qualname__" -> g.qualifiedName;
            case "gi_running" -> g.isRunning;
            default -> null;
        };
    }

    private static @Nullable Object ofProperty(PropertyObject p, String name) {
        return switch (name) {
            case "fget" -> p.getter;
            case "fset" -> p.setter;
            case "fdel" -> p.deleter;
            default -> null;
        };
    }

    private static @Nullable Object ofException(ExceptionObject e, String name) {
        return switch (name) {
            case "args" -> e.arguments;
            case "__cause__" -> e.cause == null ? Singleton.NONE : e.cause;
            case "__context__" -> e.context == null ? Singleton.NONE : e.context;
            case "__suppress_context__" -> e.suppressesContext;
            case "__dict__" -> e.attributes();
            case "value" -> e.type.isSubclassOf(Types.STOP_ITERATION) ? first(e) : null;
            case "code" -> e.type.isSubclassOf(Types.SYSTEM_EXIT) ? first(e) : null;
            default -> null;
        };
    }

    private static Object first(ExceptionObject e) {
        return e.arguments.items.length == 0 ? Singleton.NONE : e.arguments.items[0];
    }

    /// @return whether a value has a `__next__` method
    boolean isIterator(Object value) {
        return value instanceof IteratorObject
                || value instanceof GeneratorObject
                || Types.special(value, "__next__") != null;
    }

    // --- writing

    /// @return null if it is done, or [Calls#SWITCH]
    @Nullable
    Object store(Object value, String name, Object attribute) {
        ClassObject type = Types.of(value);
        if (!type.isNative) {
            Object member = type.lookup(name);
            if (member instanceof PropertyObject property) {
                if (property.setter == Singleton.NONE) {
                    throw new Raised(
                            Types.ATTRIBUTE_ERROR,
                            "property '" + name + "' of '" + type.name + "' object has no setter");
                }
                return discard(property.setter, value, attribute);
            }
            Object setter = type.lookup("__setattr__");
            if (setter != null && !(setter instanceof BuiltinFunction)) {
                return discard(setter, value, name, attribute);
            }
        }
        storePlain(value, name, attribute);
        return null;
    }

    private @Nullable Object discard(Object callee, Object... arguments) {
        Object result = machine.calls.invoke(callee, arguments, null, Return.DISCARD);
        return result == Calls.SWITCH ? result : null;
    }

    void storePlain(Object value, String name, Object attribute) {
        switch (value) {
            case ClassObject c when c.isShared -> throw immutable(c, name);
            case ClassObject c -> storeInClass(c, name, attribute);
            case FunctionObject f when !f.code.isLibrary() -> storeInFunction(f, name, attribute);
            case GeneratorObject g when name.equals("__name__") -> g.name = text(name, attribute);
            case GeneratorObject g when name.equals("__qualname__") -> g.qualifiedName = text(name, attribute);
            case ExceptionObject e -> storeInException(e, name, attribute);
            case HeapObject object when !object.type.isNative -> storeInInstance(object, name, attribute);
            default -> throw Errors.attribute(value, name);
        }
    }

    private static Raised immutable(ClassObject type, String name) {
        return Errors.type("cannot set '" + name + "' attribute of immutable type '" + type.fullName() + "'");
    }

    private void storeInInstance(HeapObject object, String name, Object attribute) {
        if (name.equals("__class__")) {
            throw Errors.type("assignment to __class__ is not supported");
        }
        if (name.equals("__dict__")) {
            throw Errors.type("assignment to __dict__ is not supported");
        }
        if (!hasSlot(object.type, name)) {
            throw Errors.attribute(object, name);
        }
        machine.allocate(16);
        object.setAttribute(name, attribute);
    }

    /// @return whether the classes leave the names of attributes open, or one of them lists this name
    private static boolean hasSlot(ClassObject type, String name) {
        for (ClassObject c = type; c != null && !c.isNative; c = c.base) {
            Object slots = c.members.get("__slots__");
            if (slots == null || slots.equals(name)) {
                return true;
            }
            Object[] names = switch (slots) {
                case TupleObject tuple -> tuple.items;
                case ListObject list -> list.toArray();
                default -> new Object[0];
            };
            if (Arrays.asList(names).contains(name) || Arrays.asList(names).contains("__dict__")) {
                return true;
            }
        }
        return false;
    }

    private static void storeInClass(ClassObject c, String name, Object attribute) {
        switch (name) {
            case "__name__" -> c.name = text(name, attribute);
            case "__qualname__" -> c.qualifiedName = text(name, attribute);
            default -> c.setMember(name, attribute);
        }
    }

    private static void storeInFunction(FunctionObject f, String name, Object attribute) {
        switch (name) {
            case "__name__" -> f.name = text(name, attribute);
            case "__qualname__" -> f.qualifiedName = text(name, attribute);
            default -> f.setAttribute(name, attribute);
        }
    }

    private static void storeInException(ExceptionObject e, String name, Object attribute) {
        switch (name) {
            case "args" -> {
                if (attribute instanceof TupleObject arguments) {
                    e.arguments = arguments;
                } else {
                    throw Errors.type("args must be a tuple");
                }
            }
            case "__cause__" -> Exceptions.setCause(e, attribute);
            case "__context__" -> e.context = attribute instanceof ExceptionObject context ? context : null;
            case "__suppress_context__" -> e.suppressesContext = Boolean.TRUE.equals(attribute);
            default -> e.setAttribute(name, attribute);
        }
    }

    private static String text(String name, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw Errors.type(name + " must be set to a string object");
    }

    /// @return null if it is done, or [Calls#SWITCH]
    @Nullable
    Object delete(Object value, String name) {
        ClassObject type = Types.of(value);
        if (!type.isNative && type.lookup(name) instanceof PropertyObject property) {
            if (property.deleter == Singleton.NONE) {
                throw new Raised(
                        Types.ATTRIBUTE_ERROR, "property '" + name + "' of '" + type.name + "' object has no deleter");
            }
            return discard(property.deleter, value);
        }
        Object deleter = Types.special(value, "__delattr__");
        if (deleter != null) {
            return discard(deleter, value, name);
        }
        boolean existed = switch (value) {
            case ClassObject c when c.isShared -> throw immutable(c, name);
            case ClassObject c -> c.removeMember(name);
            case HeapObject object -> object.removeAttribute(name);
            default -> false;
        };
        if (!existed) {
            throw Errors.attribute(value, name);
        }
        return null;
    }
}
