package dev.interleave.language.builtin;

import dev.interleave.language.value.BuiltinFunction;
import dev.interleave.language.value.BuiltinFunction.Body;
import dev.interleave.language.value.ClassObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects the builtin functions. Not thread-safe.
public final class Registry {

    private final Map<String, Object> functions = new LinkedHashMap<>();

    /// Adds a function that takes its arguments by position.
    Registry function(String name, int least, int most, Body body) {
        functions.put(name, new BuiltinFunction(name, false, least, most, List.of(), body));
        return this;
    }

    /// Adds a function whose arguments can be given by name.
    Registry function(String name, int least, List<String> parameters, Body body) {
        functions.put(name, new BuiltinFunction(name, false, least, parameters.size(), parameters, body));
        return this;
    }

    /// Adds a method. The object counts as an argument.
    Registry method(ClassObject type, String name, int least, int most, Body body) {
        type.members.put(
                name,
                new BuiltinFunction(
                        type.name + "." + name, true, least + 1, most < 0 ? -1 : most + 1, List.of(), body));
        return this;
    }

    /// Adds a method whose arguments can be given by name.
    Registry method(ClassObject type, String name, int least, List<String> parameters, Body body) {
        var all = new ArrayList<>(parameters);
        all.addFirst("self");
        type.members.put(
                name, new BuiltinFunction(type.name + "." + name, true, least + 1, all.size(), List.copyOf(all), body));
        return this;
    }

    /// Sets what makes an instance of a class when it is called.
    Registry constructor(ClassObject type, int least, int most, Body body) {
        type.constructor = new BuiltinFunction(type.name, false, least, most, List.of(), body);
        return this;
    }

    /// @return all functions by name; those that begin with `_` are for the library only
    public Map<String, Object> functions() {
        return functions;
    }
}
