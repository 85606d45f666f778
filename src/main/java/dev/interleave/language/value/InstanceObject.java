package dev.interleave.language.value;

/// An instance of a class that a program or the library defines.
public final class InstanceObject extends HeapObject {

    /// @param type of the instance
    public InstanceObject(ClassObject type) {
        super(type);
        shape = type.root;
    }
}
