package dev.interleave.language;

import dev.interleave.language.operation.Integers;
import dev.interleave.language.value.BytesObject;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes values of the language from JSON values, and counts the memory that they take. Not thread-safe.
final class InputValues {

    private static final int OBJECT_BYTES = 40;
    private static final int PLACE_BYTES = 8;
    private static final int ENTRY_BYTES = 64;

    private long bytes;
    private long largestPiece;

    /// @param members of the input: numbers, texts, booleans, null, lists and maps
    /// @return a new dict
    DictObject dict(Map<?, ? extends @Nullable Object> members) {
        DictObject dict = new DictObject(Types.DICT);
        bytes += OBJECT_BYTES + (long) ENTRY_BYTES * members.size();
        members.forEach((name, value) -> dict.putText(text(String.valueOf(name)), value(value)));
        return dict;
    }

    /// @param json a number, a text, a boolean, null, a list, a map, octets, or an [Await.Winner]
    /// @return a new value
    Object value(@Nullable Object json) {
        return switch (json) {
            case null -> Singleton.NONE;
            case Integer number -> (long) number;
            case BigInteger number -> {
                piece(number.bitLength() / Byte.SIZE);
                yield Integers.normalized(number);
            }
            case String text -> text(text);
            case byte[] octets -> {
                piece(octets.length);
                yield new BytesObject(octets.clone());
            }
            case List<?> list -> {
                bytes += OBJECT_BYTES + (long) PLACE_BYTES * list.size();
                yield new ListObject(list.stream().map(this::value).toArray());
            }
            case Map<?, ?> map -> dict(map);
            case Await.Winner(int index, Object value) -> {
                bytes += OBJECT_BYTES + 2 * PLACE_BYTES;
                yield TupleObject.of((long) index, value(value));
            }
            case Long number -> small(number);
            case Double number -> small(number);
            case Boolean truth -> truth;
            default -> throw new IllegalArgumentException("no value of the language: " + json.getClass());
        };
    }

    /// @return the memory that all values take, in bytes, about
    long bytes() {
        return bytes;
    }

    /// @return the memory that the largest text, integer or octets take, in bytes
    long largestPiece() {
        return largestPiece;
    }

    private Object small(Object number) {
        bytes += OBJECT_BYTES;
        return number;
    }

    private String text(String text) {
        piece(2L * text.length());
        return text;
    }

    private void piece(long size) {
        bytes += OBJECT_BYTES + size;
        largestPiece = Math.max(largestPiece, size);
    }
}
