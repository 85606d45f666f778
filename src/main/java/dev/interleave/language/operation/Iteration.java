package dev.interleave.language.operation;

import dev.interleave.language.value.BytesObject;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.IteratorObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.RangeObject;
import dev.interleave.language.value.SequenceIterator;
import dev.interleave.language.value.SetObject;
import dev.interleave.language.value.TableIterator;
import dev.interleave.language.value.TableIterator.Part;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import dev.interleave.language.value.ViewObject;
import org.jspecify.annotations.Nullable;

/// Iterators over the values that the machine knows. Static methods only; thread-safe.
public final class Iteration {

    private Iteration() {}

    /// @param value any value
    /// @return an iterator over it, or null if only the library or the program can make one
    public static @Nullable IteratorObject of(Object value) {
        if (Types.special(value, "__iter__") != null) {
            return null;
        }
        return switch (value) {
            case ListObject list -> new SequenceIterator(Types.LIST_ITERATOR, list, 0, false);
            case TupleObject tuple -> new SequenceIterator(Types.TUPLE_ITERATOR, tuple, 0, false);
            case RangeObject range -> new SequenceIterator(Types.RANGE_ITERATOR, range, 0, false);
            case String text -> new SequenceIterator(Types.TEXT_ITERATOR, text, 0, false);
            case BytesObject bytes -> new SequenceIterator(Types.BYTES_ITERATOR, bytes, 0, false);
            case DictObject dict -> new TableIterator(Types.DICT_KEY_ITERATOR, dict, Part.KEY, false);
            case SetObject set -> new TableIterator(Types.SET_ITERATOR, set, Part.KEY, false);
            case ViewObject view -> new TableIterator(ofPart(view.part), view.dict, view.part, false);
            case IteratorObject iterator -> iterator;
            default -> null;
        };
    }

    private static ClassObject ofPart(Part part) {
        return switch (part) {
            case KEY -> Types.DICT_KEY_ITERATOR;
            case VALUE -> Types.DICT_VALUE_ITERATOR;
            case ITEM -> Types.DICT_ITEM_ITERATOR;
        };
    }

    /// @param value any value
    /// @return an iterator over it from the end, or null
    public static @Nullable IteratorObject reversed(Object value) {
        return switch (value) {
            case ListObject list -> new SequenceIterator(Types.REVERSED, list, list.size - 1L, true);
            case TupleObject tuple -> new SequenceIterator(Types.REVERSED, tuple, tuple.items.length - 1L, true);
            case RangeObject range -> new SequenceIterator(Types.RANGE_ITERATOR, range, range.length - 1, true);
            case String text -> new SequenceIterator(Types.REVERSED, text, text.length() - 1L, true);
            case BytesObject bytes -> new SequenceIterator(Types.REVERSED, bytes, bytes.octets.length - 1L, true);
            case DictObject dict -> new TableIterator(Types.REVERSED, dict, Part.KEY, true);
            case ViewObject view -> new TableIterator(Types.REVERSED, view.dict, view.part, true);
            default -> null;
        };
    }
}
