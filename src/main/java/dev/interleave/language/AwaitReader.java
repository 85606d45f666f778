package dev.interleave.language;

import dev.interleave.language.operation.Integers;
import dev.interleave.language.operation.Rfc3339;
import dev.interleave.language.value.AwaitableObject;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.TupleObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Describes what a program awaits as plain data. Not thread-safe; for one value.
///
/// The library has checked the arguments. A stored state can contain others; they end in an [IllegalStateException].
final class AwaitReader {

    /// More than the library permits.
    private static final int MAX_DEPTH = 40;

    private static final int NANO_DIGITS = 9;

    /// A program can wait for the same object many times, and its input can be long.
    private final IdentityHashMap<AwaitableObject, Await.Single> known = new IdentityHashMap<>();

    /// @param awaited for which [AwaitableObject#count] is positive
    /// @return its description
    /// @throws IllegalStateException if the library cannot have made the value
    Await read(Object awaited) {
        try {
            return switch (awaited) {
                case AwaitableObject object -> await(object);
                case ListObject list -> new Await.All(list(list.size, list::get));
                case TupleObject tuple -> new Await.All(list(tuple.items.length, i -> tuple.items[i]));
                default -> throw impossible();
            };
        } catch (ClassCastException
                | IllegalArgumentException
                | ArithmeticException
                | DateTimeException
                | IndexOutOfBoundsException e) {
            throw new IllegalStateException("an impossible value", e);
        }
    }

    private List<Await> list(int size, IntFunction<Object> elements) {
        return IntStream.range(0, size)
                .mapToObj(i -> await((AwaitableObject) elements.apply(i)))
                .toList();
    }

    private Await await(AwaitableObject object) {
        if (object.kind != AwaitableObject.Kind.FIRST) {
            return single(object);
        }
        return new Await.First(Arrays.stream(object.arguments.items)
                .map(alternative -> single((AwaitableObject) alternative))
                .toList());
    }

    private Await.Single single(AwaitableObject object) {
        Await.Single read = known.get(object);
        if (read == null) {
            Object[] arguments = object.arguments.items;
            read = switch (object.kind) {
                case JOB ->
                    new Await.Job(
                            text(arguments[0]), text(arguments[1]), members((DictObject) arguments[2], MAX_DEPTH));
                case SLEEP -> new Await.Sleep(duration(arguments[0]));
                case UNTIL -> new Await.Until(time(arguments[0]));
                case FIRST -> throw impossible();
            };
            known.put(object, read);
        }
        return read;
    }

    private static @Nullable String text(Object value) {
        return value == Singleton.NONE ? null : (String) value;
    }

    /// Rounds up: no time is too early.
    private static Duration duration(Object seconds) {
        BigDecimal exact =
                seconds instanceof Double number ? new BigDecimal(number) : new BigDecimal(Integers.big(seconds));
        BigDecimal rounded = exact.setScale(NANO_DIGITS, RoundingMode.CEILING);
        BigDecimal whole = rounded.setScale(0, RoundingMode.FLOOR);
        return Duration.ofSeconds(
                whole.longValueExact(),
                rounded.subtract(whole).movePointRight(NANO_DIGITS).longValueExact());
    }

    private static Instant time(Object value) {
        Instant time = value instanceof String text ? Rfc3339.parse(text) : Instant.EPOCH.plus(duration(value));
        if (time == null) {
            throw impossible();
        }
        return time;
    }

    private static Map<String, @Nullable Object> members(DictObject dict, int depth) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = dict.table.begin; i < dict.table.end; i++) {
            Object key = dict.table.key(i);
            if (key != null) {
                members.put((String) key, value(dict.table.value(i), depth));
            }
        }
        return Collections.unmodifiableMap(members);
    }

    private static @Nullable Object value(Object value, int depth) {
        if (depth == 0) {
            throw impossible();
        }
        return switch (value) {
            case ListObject list -> {
                List<@Nullable Object> elements = new ArrayList<>(list.size);
                for (int i = 0; i < list.size; i++) {
                    elements.add(value(list.get(i), depth - 1));
                }
                yield Collections.unmodifiableList(elements);
            }
            case DictObject dict -> members(dict, depth - 1);
            case Singleton single when single == Singleton.NONE -> null;
            default -> {
                if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                    yield value;
                }
                throw impossible();
            }
        };
    }

    private static IllegalStateException impossible() {
        return new IllegalStateException("an impossible value");
    }
}
