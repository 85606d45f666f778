package dev.interleave.language.value;

/// A set or frozenset. Its order is that of insertion.
public final class SetObject extends HeapObject {

    /// Its elements.
    public HashTable table;

    /// @param type of the set
    /// @param table its elements, not copied
    public SetObject(ClassObject type, HashTable table) {
        super(type);
        this.table = table;
    }

    /// @return an empty set
    public static SetObject empty() {
        return new SetObject(Types.SET, new HashTable(false));
    }
}
