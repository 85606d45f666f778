package dev.interleave.language.value;

import org.jspecify.annotations.Nullable;

/// Steps through several iterators at once, until one of them ends.
public final class ZipIterator extends IteratorObject {

    /// What it steps through.
    public final IteratorObject[] sources;

    private boolean hasEnded;

    /// @param sources what it steps through
    /// @param hasEnded whether it gives nothing more
    public ZipIterator(IteratorObject[] sources, boolean hasEnded) {
        super(Types.ZIP);
        this.sources = sources;
        this.hasEnded = hasEnded;
    }

    /// @return whether it gives nothing more
    public boolean hasEnded() {
        return hasEnded;
    }

    @Override
    public @Nullable Object next() {
        if (hasEnded || sources.length == 0) {
            return null;
        }
        Object[] elements = new Object[sources.length];
        for (int i = 0; i < elements.length; i++) {
            Object element = sources[i].next();
            if (element == null) {
                hasEnded = true;
                return null;
            }
            elements[i] = element;
        }
        return new TupleObject(elements);
    }

    @Override
    public long remaining() {
        long least = hasEnded || sources.length == 0 ? 0 : Long.MAX_VALUE;
        for (IteratorObject source : sources) {
            least = Math.min(least, source.remaining());
        }
        return least;
    }
}
