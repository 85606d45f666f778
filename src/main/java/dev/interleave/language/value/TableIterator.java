package dev.interleave.language.value;

import org.jspecify.annotations.Nullable;

/// Iterates over the keys, values or entries of a dict, or the elements of a set.
public final class TableIterator extends IteratorObject {

    /// What it gives.
    public enum Part {
        KEY,
        VALUE,
        ITEM
    }

    /// A [DictObject] or [SetObject], or null when it has ended.
    public @Nullable HeapObject owner;

    /// What it gives.
    public final Part part;

    /// The number of the next entry; below the first one at the beginning.
    public int entry;

    /// The size that the table must keep.
    public final int expectedSize;

    /// Whether it goes from the last entry to the first.
    public final boolean isReversed;

    /// @param type of the iterator
    /// @param owner a [DictObject] or [SetObject]
    /// @param part what it gives
    /// @param isReversed whether it goes from the last entry to the first
    public TableIterator(ClassObject type, HeapObject owner, Part part, boolean isReversed) {
        this(type, owner, part, isReversed ? table(owner).end - 1 : table(owner).begin, table(owner).size, isReversed);
    }

    /// @param type of the iterator
    /// @param owner a [DictObject] or [SetObject], or null when it has ended
    /// @param part what it gives
    /// @param entry the number of the next entry
    /// @param expectedSize the size that the table must keep
    /// @param isReversed whether it goes from the last entry to the first
    public TableIterator(
            ClassObject type, @Nullable HeapObject owner, Part part, int entry, int expectedSize, boolean isReversed) {
        super(type);
        this.owner = owner;
        this.part = part;
        this.entry = entry;
        this.expectedSize = expectedSize;
        this.isReversed = isReversed;
    }

    private static HashTable table(HeapObject owner) {
        return owner instanceof DictObject dict ? dict.table : ((SetObject) owner).table;
    }

    @Override
    public @Nullable Object next() {
        if (owner == null) {
            return null;
        }
        HashTable table = table(owner);
        if (table.size != expectedSize) {
            throw new Raised(
                    Types.RUNTIME_ERROR,
                    (owner instanceof DictObject ? "dictionary" : "Set") + " changed size during iteration");
        }
        while (isReversed ? entry >= table.begin : entry < table.end) {
            int e = entry;
            entry += isReversed ? -1 : 1;
            Object key = e >= table.begin && e < table.end ? table.key(e) : null;
            if (key != null) {
                return element(table, e, key);
            }
        }
        owner = null;
        return null;
    }

    private Object element(HashTable table, int e, Object key) {
        return switch (part) {
            case KEY -> key;
            case VALUE -> table.value(e);
            case ITEM -> new TupleObject(key, table.value(e));
        };
    }

    @Override
    public long remaining() {
        return owner == null ? 0 : table(owner).size;
    }
}
