package dev.interleave.language.value;

/// The members that an object has by the bases of a class.
public final class SuperObject extends HeapObject {

    /// The class whose bases are searched.
    public ClassObject defining;

    /// The object, or the class for class methods.
    public Object self;

    /// @param defining the class whose bases are searched
    /// @param self the object
    public SuperObject(ClassObject defining, Object self) {
        super(Types.SUPER);
        this.defining = defining;
        this.self = self;
    }
}
