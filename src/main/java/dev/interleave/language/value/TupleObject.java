package dev.interleave.language.value;

/// A tuple.
public final class TupleObject extends HeapObject {

    /// The tuple without elements.
    public static final TupleObject EMPTY = new TupleObject(new Object[0]);

    /// The elements, never changed.
    public final Object[] items;

    /// @param items the elements, not copied
    public TupleObject(Object... items) {
        this(Types.TUPLE, items);
    }

    /// @param type of the tuple
    /// @param items the elements, not copied
    public TupleObject(ClassObject type, Object[] items) {
        super(type);
        this.items = items;
    }

    /// @param items the elements, not copied
    /// @return a tuple of them
    public static TupleObject of(Object... items) {
        return items.length == 0 ? EMPTY : new TupleObject(items);
    }
}
