package dev.interleave.language.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The variables of a module. The names are known when it is compiled.
@SuppressWarnings("NullAway") // a variable without a value is null
public final class Globals {

    /// The name of the module.
    public final String module;

    /// The names of the variables.
    public final List<String> names;

    /// Their values; null for one that has none.
    public final Object[] values;

    /// @param module the name of the module
    /// @param names of its variables
    public Globals(String module, List<String> names) {
        this.module = module;
        this.names = names;
        this.values = new Object[names.size()];
    }

    /// @param name of a variable
    /// @return its value, or null
    public @Nullable Object get(String name) {
        int i = names.indexOf(name);
        return i < 0 ? null : values[i];
    }

    /// @param name of a variable of the module
    /// @param value its value
    public void set(String name, Object value) {
        values[names.indexOf(name)] = value;
    }
}
