package dev.interleave.language.value;

/// An attribute that is computed. What is missing is `None`.
public final class PropertyObject extends HeapObject {

    /// Called to read it.
    public Object getter;

    /// Called to assign it.
    public Object setter;

    /// Called to delete it.
    public Object deleter;

    /// @param getter called to read it
    /// @param setter called to assign it
    /// @param deleter called to delete it
    public PropertyObject(Object getter, Object setter, Object deleter) {
        super(Types.PROPERTY);
        this.getter = getter;
        this.setter = setter;
        this.deleter = deleter;
    }
}
