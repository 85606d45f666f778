package dev.interleave.language.machine;

import dev.interleave.language.code.Code;
import dev.interleave.language.value.Cell;
import dev.interleave.language.value.ClassMethodObject;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.FunctionObject;
import dev.interleave.language.value.Globals;
import dev.interleave.language.value.HeapObject;
import dev.interleave.language.value.InstanceObject;
import dev.interleave.language.value.ModuleObject;
import dev.interleave.language.value.PropertyObject;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Numbers objects, and all that can be reached from them, in an order that is the same in every process. Not
/// thread-safe.
public final class ObjectNumbering {

    private final List<Object> objects = new ArrayList<>();
    private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();

    /// Numbers what all programs share.
    ///
    /// @param library that all programs share
    public void addShared(Library library) {
        add(TupleObject.EMPTY);
        Types.all().values().forEach(this::add);
        new TreeMap<>(library.environment().builtins()).values().forEach(this::add);
        new TreeMap<>(library.environment().helpers()).values().forEach(this::add);
        library.modules().forEach(this::add);
    }

    /// Numbers an object without what can be reached from it.
    ///
    /// @param value any object
    public void addAlone(Object value) {
        numbers.put(value, objects.size());
        objects.add(value);
    }

    /// @param value any object
    /// @return its number, or null
    public @Nullable Integer number(Object value) {
        return numbers.get(value);
    }

    /// @return the objects by number
    public List<Object> objects() {
        return Collections.unmodifiableList(objects);
    }

    /// @param value any object; a number, text or null is ignored
    public void add(@Nullable Object value) {
        boolean isNumbered = value instanceof HeapObject || value instanceof Code || value instanceof Globals;
        if (value == null || !isNumbered || numbers.putIfAbsent(value, objects.size()) != null) {
            return;
        }
        objects.add(value);
        switch (value) {
            case Code code -> addAll(code.literals);
            case Globals globals -> addAll(globals.values);
            case ModuleObject module -> add(module.globals);
            case FunctionObject function -> {
                add(function.code);
                add(function.globals);
                addAll(function.closure);
                addAll(function.defaults);
                add(function.keywordDefaults);
            }
            case ClassObject type -> {
                add(type.type);
                add(type.base);
                add(type.constructor);
                type.members.values().forEach(this::add);
            }
            case Cell cell -> add(cell.value);
            case ClassMethodObject method -> add(method.function);
            case PropertyObject property -> {
                add(property.getter);
                add(property.setter);
            }
            case InstanceObject instance -> addAll(instance.slots);
            case TupleObject tuple -> addAll(tuple.items);
            case DictObject dict -> {
                for (int i = dict.table.begin; i < dict.table.end; i++) {
                    add(dict.table.key(i) == null ? null : dict.table.value(i));
                }
            }
            default -> {}
        }
        if (value instanceof Code code) {
            add(code.iteratorType());
            constants(code);
        }
    }

    /// The constants of a code are shared by its frames, and keep their identity.
    private void constants(Code code) {
        Object[] registers = code.newRegisters();
        for (int i = code.constants(); i < registers.length; i++) {
            add(registers[i]);
        }
    }

    private void addAll(Object[] values) {
        for (Object value : values) {
            add(value);
        }
    }
}
