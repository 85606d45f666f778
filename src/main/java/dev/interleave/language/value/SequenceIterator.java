package dev.interleave.language.value;

import org.jspecify.annotations.Nullable;

/// Iterates over a list, a tuple, a range, a string or bytes, in either direction.
public final class SequenceIterator extends IteratorObject {

    /// What it iterates over, or null when it has ended.
    public @Nullable Object sequence;

    /// The index of the next element: in UTF-16 units for a string.
    public long index;

    /// Whether it goes from the last element to the first.
    public final boolean isReversed;

    /// @param type of the iterator
    /// @param sequence what it iterates over
    /// @param index of the first element
    /// @param isReversed whether it goes from the last element to the first
    public SequenceIterator(ClassObject type, Object sequence, long index, boolean isReversed) {
        super(type);
        this.sequence = sequence;
        this.index = index;
        this.isReversed = isReversed;
    }

    @Override
    public @Nullable Object next() {
        Object element = switch (sequence) {
            case null -> null;
            case ListObject list -> index >= 0 && index < list.size ? list.get((int) index) : null;
            case TupleObject tuple -> index >= 0 && index < tuple.items.length ? tuple.items[(int) index] : null;
            case RangeObject range -> index >= 0 && index < range.length ? (Object) range.get(index) : null;
            case String text -> character(text);
            case BytesObject bytes ->
                index >= 0 && index < bytes.octets.length ? (Object) (bytes.octets[(int) index] & 0xffL) : null;
            default -> throw new IllegalStateException();
        };
        if (element == null) {
            sequence = null;
        } else {
            index += isReversed ? -1 : 1;
        }
        return element;
    }

    private @Nullable Object character(String text) {
        int i = (int) index;
        if (i < 0 || i >= text.length()) {
            return null;
        }
        char c = text.charAt(i);
        if (!isReversed && Character.isHighSurrogate(c)) {
            index++;
            return text.substring(i, i + 2);
        }
        if (isReversed && Character.isLowSurrogate(c)) {
            index--;
            return text.substring(i - 1, i + 1);
        }
        return Texts.ofCharacter(c);
    }

    @Override
    public long remaining() {
        if (isReversed) {
            return sequence == null ? 0 : index + 1;
        }
        long length = switch (sequence) {
            case null -> index;
            case ListObject list -> list.size;
            case TupleObject tuple -> tuple.items.length;
            case RangeObject range -> range.length;
            case String text -> text.length();
            case BytesObject bytes -> bytes.octets.length;
            default -> throw new IllegalStateException();
        };
        return Math.max(0, length - index);
    }
}
