package dev.interleave.language.value;

import org.jspecify.annotations.Nullable;

/// An iterator whose next element takes bounded time and no code of the program.
public abstract sealed class IteratorObject extends HeapObject
        permits SequenceIterator, TableIterator, EnumerateIterator, ZipIterator {

    /// @param type of the iterator
    protected IteratorObject(ClassObject type) {
        super(type);
    }

    /// @return the next element, or null at the end and after it
    public abstract @Nullable Object next();

    /// @return how many elements are left, about
    public abstract long remaining();
}
