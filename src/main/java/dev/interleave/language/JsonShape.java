package dev.interleave.language;

import dev.interleave.language.operation.Floats;
import dev.interleave.language.operation.Integers;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.HeapObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.SetObject;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.IntFunction;

/// Shows a value of the language to a visitor as JSON: dicts are objects; lists, tuples and sets are arrays. Values
/// without such a form are rejected as Python's module `json` does. Not thread-safe; for one value.
final class JsonShape {

    private static final int MAX_DEPTH = 500;

    private final ValueVisitor visitor;
    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());

    JsonShape(ValueVisitor visitor) {
        this.visitor = visitor;
    }

    /// @param value not changed meanwhile
    /// @throws IOException as the visitor
    /// @throws UnrepresentableValueException if the value, or a value in it, has no form in JSON
    void visit(Object value) throws IOException {
        switch (value) {
            case Singleton single when single == Singleton.NONE -> visitor.none();
            case Boolean bool -> visitor.bool(bool);
            case Long number -> visitor.integer(BigInteger.valueOf(number));
            case BigInteger number -> visitor.integer(number);
            case Double number -> visitor.number(number);
            case String text -> visitor.text(text);
            case ListObject list -> elements(list, list.size, list::get);
            case TupleObject tuple -> elements(tuple, tuple.items.length, i -> tuple.items[i]);
            case SetObject set -> keys(set);
            case DictObject dict -> members(dict);
            default ->
                throw new UnrepresentableValueException(
                        "TypeError", "Object of type " + Types.of(value).name + " is not JSON serializable");
        }
    }

    private void elements(HeapObject container, int count, IntFunction<Object> items) throws IOException {
        enter(container);
        visitor.beginList();
        for (int i = 0; i < count; i++) {
            visit(items.apply(i));
        }
        visitor.endList();
        open.remove(container);
    }

    private void keys(SetObject set) throws IOException {
        enter(set);
        visitor.beginList();
        for (int i = set.table.begin; i < set.table.end; i++) {
            Object key = set.table.key(i);
            if (key != null) {
                visit(key);
            }
        }
        visitor.endList();
        open.remove(set);
    }

    private void members(DictObject dict) throws IOException {
        enter(dict);
        visitor.beginObject();
        for (int i = dict.table.begin; i < dict.table.end; i++) {
            Object key = dict.table.key(i);
            if (key != null) {
                visitor.member(name(key));
                visit(dict.table.value(i));
            }
        }
        visitor.endObject();
        open.remove(dict);
    }

    private void enter(HeapObject container) {
        if (!open.add(container)) {
            throw new UnrepresentableValueException("ValueError", "Circular reference detected");
        }
        if (open.size() > MAX_DEPTH) {
            throw new UnrepresentableValueException(
                    "RecursionError", "the value is nested deeper than " + MAX_DEPTH + " levels");
        }
    }

    private static String name(Object key) {
        return switch (key) {
            case String text -> text;
            case Boolean bool -> bool ? "true" : "false";
            case Singleton single when single == Singleton.NONE -> "null";
            case Double number -> Floats.repr(number);
            default -> {
                if (!Integers.isInteger(key)) {
                    throw new UnrepresentableValueException(
                            "TypeError", "keys must be str, int, float, bool or None, not " + Types.of(key).name);
                }
                yield Integers.big(key).toString();
            }
        };
    }
}
