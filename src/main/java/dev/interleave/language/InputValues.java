package dev.interleave.language;

import dev.interleave.language.operation.Integers;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.Types;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes values of the language from JSON values. Static methods only; thread-safe.
final class InputValues {

    private InputValues() {}

    /// @param members of the input: numbers, texts, booleans, null, lists and maps
    /// @return a new dict
    static DictObject dict(Map<?, ? extends @Nullable Object> members) {
        DictObject dict = new DictObject(Types.DICT);
        members.forEach((name, value) -> dict.putText(String.valueOf(name), value(value)));
        return dict;
    }

    private static Object value(@Nullable Object json) {
        return switch (json) {
            case null -> Singleton.NONE;
            case Integer number -> (long) number;
            case BigInteger number -> Integers.normalized(number);
            case List<?> list ->
                new ListObject(list.stream().map(InputValues::value).toArray());
            case Map<?, ?> map -> dict(map);
            default -> json; // Long, Double, Boolean and String are values of the language
        };
    }
}
