package dev.interleave.computation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values of a computation's parameters. Immutable.
///
/// @param values by parameter name, in the order of the parameters. Those of the computations of the service are of
///     type `Long`; those of a program are what JSON has: numbers (`Integer`, `Long`, `BigInteger`, `Double`), texts,
///     booleans, null, lists and maps
public record Input(Map<String, ? extends @Nullable Object> values) {

    /// Without values.
    public static final Input NONE = new Input(Map.of());

    public Input {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// @param name of the only parameter
    /// @param value its value
    /// @return an input of one parameter
    public static Input of(String name, long value) {
        return new Input(Map.of(name, value));
    }

    /// @param name of the first parameter
    /// @param value its value
    /// @param otherName of the second one
    /// @param otherValue its value
    /// @return an input of two parameters
    public static Input of(String name, long value, String otherName, long otherValue) {
        Map<String, Long> values = new LinkedHashMap<>();
        values.put(name, value);
        values.put(otherName, otherValue);
        return new Input(values);
    }

    /// @param name of a parameter
    /// @return its value
    /// @throws IllegalArgumentException if there is no such parameter
    public long get(String name) {
        if (!(values.get(name) instanceof Long value)) {
            throw new IllegalArgumentException("no parameter " + name);
        }
        return value;
    }
}
