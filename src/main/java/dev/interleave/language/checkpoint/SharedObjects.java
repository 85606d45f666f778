package dev.interleave.language.checkpoint;

import dev.interleave.language.code.Code;
import dev.interleave.language.machine.Library;
import dev.interleave.language.value.ClassMethodObject;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.FunctionObject;
import dev.interleave.language.value.Globals;
import dev.interleave.language.value.HeapObject;
import dev.interleave.language.value.InstanceObject;
import dev.interleave.language.value.ModuleObject;
import dev.interleave.language.value.PropertyObject;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Numbers the objects that all programs share, and the codes of the library and of one program, in an order that
/// is the same in every process. Immutable once it is made.
final class SharedObjects {

    private final List<Object> objects = new ArrayList<>();
    private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();

    /// @param program the code of a program
    /// @param globals the variables of the program
    SharedObjects(Library library, Code program, Globals globals) {
        Types.all().values().forEach(this::add);
        new TreeMap<>(library.environment().builtins()).values().forEach(this::add);
        new TreeMap<>(library.environment().helpers()).values().forEach(this::add);
        library.modules().forEach(this::add);
        add(program);
        numbers.put(globals, objects.size()); // its values are not shared
        objects.add(globals);
    }

    @Nullable
    Integer number(Object value) {
        return numbers.get(value);
    }

    Object get(int number) {
        return objects.get(number);
    }

    int size() {
        return objects.size();
    }

    private void add(@Nullable Object value) {
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
            }
            case ClassObject type -> {
                add(type.type);
                add(type.base);
                add(type.constructor);
                type.members.values().forEach(this::add);
            }
            case ClassMethodObject method -> add(method.function);
            case PropertyObject property -> {
                add(property.getter);
                add(property.setter);
            }
            case InstanceObject instance -> addAll(instance.slots);
            case TupleObject tuple -> addAll(tuple.items);
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
