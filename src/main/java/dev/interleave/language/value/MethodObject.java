package dev.interleave.language.value;

/// A function with its first argument.
public final class MethodObject extends HeapObject {

    /// The first argument.
    public Object self;

    /// A [FunctionObject], a [BuiltinFunction], or something else that can be called.
    public Object function;

    /// @param self the first argument
    /// @param function what is called
    public MethodObject(Object self, Object function) {
        super(function instanceof BuiltinFunction ? Types.BUILTIN_FUNCTION : Types.METHOD);
        this.self = self;
        this.function = function;
    }
}
