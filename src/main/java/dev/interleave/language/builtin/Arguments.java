package dev.interleave.language.builtin;

import dev.interleave.language.operation.Integers;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import org.jspecify.annotations.Nullable;

/// Checks and conversions of arguments.
final class Arguments {

    private static final int MAX_ITEMS = 20_000;

    private Arguments() {}

    static long integer(@Nullable Object value, long missing) {
        if (value == null || value == Singleton.NONE) {
            return missing;
        }
        return integer(value);
    }

    static long integer(Object value) {
        if (!Integers.isInteger(value)) {
            throw Errors.type("'" + Types.nameOf(value) + "' object cannot be interpreted as an integer");
        }
        return Integers.clamped(value);
    }

    static String text(Object value, String function) {
        if (value instanceof String text) {
            return text;
        }
        throw Errors.type(function + "() argument must be str, not " + Types.nameOf(value));
    }

    static boolean isGiven(@Nullable Object value) {
        return value != null && value != Singleton.NONE;
    }

    /// @return the elements of a list that is not long, or of a tuple, not to be changed, or null for other values
    static Object @Nullable [] items(Object value) {
        return switch (value) {
            case ListObject list when list.type.isNative && list.size <= MAX_ITEMS -> list.toArray();
            case TupleObject tuple when tuple.type.isNative || Types.special(tuple, "__iter__") == null -> tuple.items;
            default -> null;
        };
    }
}
