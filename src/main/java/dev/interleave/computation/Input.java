package dev.interleave.computation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The values of a computation's parameters. Immutable.
///
/// @param values by parameter name, in the order of the parameters
public record Input(Map<String, Long> values) {

    public Input {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// @param name of the only parameter
    /// @param value its value
    /// @return an input of one parameter
    public static Input of(String name, long value) {
        return new Input(Map.of(name, value));
    }

    /// @param name of a parameter
    /// @return its value
    /// @throws IllegalArgumentException if there is no such parameter
    public long get(String name) {
        Long value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no parameter " + name);
        }
        return value;
    }
}
