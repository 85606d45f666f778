package dev.interleave.language.value;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// Counts the elements of another iterator.
public final class EnumerateIterator extends IteratorObject {

    /// What it counts.
    public IteratorObject source;

    /// The number of the next element.
    public long count;

    /// @param source what it counts
    /// @param count the number of the next element
    public EnumerateIterator(IteratorObject source, long count) {
        super(Types.ENUMERATE);
        this.source = source;
        this.count = count;
    }

    @Override
    public @Nullable Object next() {
        Object element = source.next();
        if (element == null) {
            return null;
        }
        long number = count++;
        return new TupleObject(
                number >= 0 || count <= 0 ? number : new BigInteger(Long.toUnsignedString(number)), element);
    }

    @Override
    public long remaining() {
        return source.remaining();
    }
}
