package dev.interleave.language.value;

import dev.interleave.language.code.Code;
import org.jspecify.annotations.Nullable;

/// A function that is written in the language.
public final class FunctionObject extends HeapObject {

    /// What it does.
    public final Code code;

    /// The variables of its module.
    public final Globals globals;

    /// The variables that it shares with outer functions.
    public final Cell[] closure;

    /// The values of the last positional parameters.
    public final Object[] defaults;

    /// The values of keyword-only parameters, by name; null if there are none.
    public @Nullable DictObject keywordDefaults;

    /// Its name, as in `__name__`.
    public String name;

    /// The path of its definition, as in `__qualname__`.
    public String qualifiedName;

    /// @param code what it does
    /// @param globals the variables of its module
    /// @param closure the variables that it shares with outer functions
    /// @param defaults the values of the last positional parameters
    /// @param keywordDefaults the values of keyword-only parameters, or null
    public FunctionObject(
            Code code, Globals globals, Cell[] closure, Object[] defaults, @Nullable DictObject keywordDefaults) {
        super(Types.FUNCTION);
        this.code = code;
        this.globals = globals;
        this.closure = closure;
        this.defaults = defaults;
        this.keywordDefaults = keywordDefaults;
        this.name = code.name();
        this.qualifiedName = code.qualifiedName();
    }
}
