package dev.interleave.language.value;

/// A member of a class whose first argument is the class, or that has no such argument.
public final class ClassMethodObject extends HeapObject {

    /// What is called.
    public Object function;

    /// @param function what is called
    /// @param isStatic whether the class is not an argument
    public ClassMethodObject(Object function, boolean isStatic) {
        super(isStatic ? Types.STATIC_METHOD : Types.CLASS_METHOD);
        this.function = function;
    }

    /// @return whether the class is not an argument
    public boolean isStatic() {
        return type == Types.STATIC_METHOD;
    }
}
