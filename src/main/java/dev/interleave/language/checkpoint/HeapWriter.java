package dev.interleave.language.checkpoint;

import dev.interleave.language.value.AwaitableObject;
import dev.interleave.language.value.BytesObject;
import dev.interleave.language.value.Cell;
import dev.interleave.language.value.ClassMethodObject;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.EnumerateIterator;
import dev.interleave.language.value.ExceptionObject;
import dev.interleave.language.value.Frame;
import dev.interleave.language.value.FunctionObject;
import dev.interleave.language.value.GeneratorObject;
import dev.interleave.language.value.HashTable;
import dev.interleave.language.value.HeapObject;
import dev.interleave.language.value.InstanceObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.MethodObject;
import dev.interleave.language.value.PropertyObject;
import dev.interleave.language.value.RangeObject;
import dev.interleave.language.value.Request;
import dev.interleave.language.value.SequenceIterator;
import dev.interleave.language.value.SetObject;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.SliceObject;
import dev.interleave.language.value.SuperObject;
import dev.interleave.language.value.TableIterator;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.ViewObject;
import dev.interleave.language.value.ZipIterator;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stores values. First come the objects, each with what is needed to make it, then what each holds. Not
/// thread-safe; one for each checkpoint.
@SuppressWarnings({"EnumOrdinal", "NullAway"}) // the order is part of the stored form; unset places are null
final class HeapWriter {

    static final int NULL = 0;
    static final int WORD = 1;
    static final int LONG_INTEGER = 2;
    static final int FLOAT = 3;
    static final int TEXT = 4;
    static final int TRUE = 5;
    static final int FALSE = 6;
    static final int SINGLETON = 7;
    static final int SHARED = 8;
    static final int OBJECT = 9;
    static final int CALL = 10;
    static final int AGAIN = 11;

    /// Longer texts, and integers of more than a word, keep their identity: it decides what they cost.
    static final int SHORT_TEXT = 64;

    private final SharedObjects shared;
    private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
    private final List<Object> objects = new ArrayList<>();
    private final IdentityHashMap<Object, Integer> leaves = new IdentityHashMap<>();
    private final DataOutputStream out;
    private boolean isCollecting = true;

    HeapWriter(SharedObjects shared, DataOutputStream out) {
        this.shared = shared;
        this.out = out;
    }

    /// Collects all objects, then stores them.
    void writeObjects(List<Object> roots) throws IOException {
        for (Object root : roots) {
            value(root);
        }
        for (int i = 0; i < objects.size(); i++) {
            contents(objects.get(i));
        }
        isCollecting = false;
        out.writeInt(objects.size());
        for (Object object : objects) {
            head(object);
        }
        for (Object object : objects) {
            contents(object);
        }
    }

    private void reach(Object object) {
        if (shared.number(object) != null || numbers.containsKey(object)) {
            return;
        }
        if (object instanceof ClassObject type && type.base != null) {
            reach(type.base); // a base is made before the classes that extend it
        }
        if (object instanceof HeapObject heap) {
            reach(heap.type);
        }
        if (object instanceof Frame frame) {
            reach(frame.function); // a function is made before its frames
        }
        numbers.put(object, objects.size());
        objects.add(object);
    }

    /// Stores a value, or a reference to an object.
    void value(@Nullable Object value) throws IOException {
        if (isCollecting) {
            collect(value);
            return;
        }
        switch (value) {
            case null -> out.writeByte(NULL);
            case Object leaf
            when isKnown(leaf) -> {
                out.writeByte(AGAIN);
                out.writeInt(leaves.get(leaf));
            }
            case Long number -> {
                out.writeByte(WORD);
                out.writeLong(number);
            }
            case BigInteger number -> {
                out.writeByte(LONG_INTEGER);
                octets(number.toByteArray());
            }
            case Double number -> {
                out.writeByte(FLOAT);
                out.writeDouble(number);
            }
            case String text -> {
                out.writeByte(TEXT);
                text(text);
            }
            case Boolean b -> out.writeByte(b ? TRUE : FALSE);
            case Singleton singleton -> {
                out.writeByte(SINGLETON);
                out.writeByte(singleton.ordinal());
            }
            case Request.Invoke call -> {
                out.writeByte(CALL);
                value(call.callee());
                out.writeInt(call.arguments().size());
                for (Object argument : call.arguments()) {
                    value(argument);
                }
            }
            default -> reference(value);
        }
    }

    private boolean isKnown(Object value) {
        boolean isLeaf = value instanceof BigInteger || (value instanceof String text && text.length() > SHORT_TEXT);
        return isLeaf && leaves.putIfAbsent(value, leaves.size()) != null;
    }

    private void collect(@Nullable Object value) throws IOException {
        if (value instanceof HeapObject || value instanceof Frame) {
            reach(value);
        } else if (value instanceof Request.Invoke call) {
            collect(call.callee());
            for (Object argument : call.arguments()) {
                collect(argument);
            }
        }
    }

    private void reference(Object value) throws IOException {
        Integer number = shared.number(value);
        out.writeByte(number != null ? SHARED : OBJECT);
        out.writeInt(number != null ? number : numbers.get(value));
    }

    private void octets(byte[] octets) throws IOException {
        out.writeInt(octets.length);
        out.write(octets);
    }

    private void text(String text) throws IOException {
        octets(text.getBytes(StandardCharsets.UTF_8));
    }

    private void integer(int value) throws IOException {
        if (!isCollecting) {
            out.writeInt(value);
        }
    }

    private void word(long value) throws IOException {
        if (!isCollecting) {
            out.writeLong(value);
        }
    }

    private void flag(boolean value) throws IOException {
        if (!isCollecting) {
            out.writeBoolean(value);
        }
    }

    private void name(String value) throws IOException {
        if (!isCollecting) {
            text(value);
        }
    }

    private void values(Object[] values, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            value(values[i]);
        }
    }

    // --- what is needed to make an object

    private static Kind kind(Object object) {
        return switch (object) {
            case ListObject _ -> Kind.LIST;
            case TupleObject _ -> Kind.TUPLE;
            case DictObject _ -> Kind.DICT;
            case SetObject _ -> Kind.SET;
            case InstanceObject _ -> Kind.INSTANCE;
            case ExceptionObject _ -> Kind.EXCEPTION;
            case BytesObject _ -> Kind.BYTES;
            case RangeObject _ -> Kind.RANGE;
            case SliceObject _ -> Kind.SLICE;
            case Cell _ -> Kind.CELL;
            case MethodObject _ -> Kind.METHOD;
            case FunctionObject _ -> Kind.FUNCTION;
            case GeneratorObject _ -> Kind.GENERATOR;
            case Frame _ -> Kind.FRAME;
            case ClassObject _ -> Kind.CLASS;
            case PropertyObject _ -> Kind.PROPERTY;
            case ClassMethodObject _ -> Kind.CLASS_METHOD;
            case SuperObject _ -> Kind.SUPER;
            case ViewObject _ -> Kind.VIEW;
            case SequenceIterator _ -> Kind.SEQUENCE_ITERATOR;
            case TableIterator _ -> Kind.TABLE_ITERATOR;
            case EnumerateIterator _ -> Kind.ENUMERATE_ITERATOR;
            case ZipIterator _ -> Kind.ZIP_ITERATOR;
            case AwaitableObject _ -> Kind.AWAITABLE;
            default -> throw new IllegalStateException(object.getClass().toString());
        };
    }

    private void head(Object object) throws IOException {
        out.writeByte(kind(object).ordinal());
        if (object instanceof HeapObject heap) {
            reference(heap.type);
        }
        switch (object) {
            case ListObject list -> {
                out.writeInt(list.capacity());
                out.writeInt(list.size);
            }
            case TupleObject tuple -> out.writeInt(tuple.items.length);
            case BytesObject bytes -> octets(bytes.octets);
            case RangeObject range -> {
                out.writeLong(range.start);
                out.writeLong(range.stop);
                out.writeLong(range.step);
            }
            case FunctionObject function -> {
                reference(function.code);
                reference(function.globals);
                out.writeInt(function.defaults.length);
            }
            case ClassObject type -> {
                text(type.name);
                text(type.qualifiedName);
                text(type.module);
                reference(type.base);
            }
            case Frame frame -> reference(frame.function);
            case ClassMethodObject method -> out.writeBoolean(method.isStatic());
            case ViewObject view -> out.writeByte(view.part.ordinal());
            case SequenceIterator iterator -> out.writeBoolean(iterator.isReversed);
            case TableIterator iterator -> {
                out.writeByte(iterator.part.ordinal());
                out.writeInt(iterator.entry);
                out.writeInt(iterator.expectedSize);
                out.writeBoolean(iterator.isReversed);
            }
            case ZipIterator iterator -> {
                out.writeInt(iterator.sources.length);
                out.writeBoolean(iterator.hasEnded());
            }
            case AwaitableObject awaitable -> out.writeByte(awaitable.kind.ordinal());
            default -> {}
        }
    }

    // --- what an object holds

    private void contents(Object object) throws IOException {
        if (object instanceof HeapObject heap) {
            integer(heap.number);
            attributes(heap);
        }
        switch (object) {
            case ListObject list -> {
                for (int i = 0; i < list.size; i++) {
                    value(list.get(i));
                }
            }
            case TupleObject tuple -> values(tuple.items, 0, tuple.items.length);
            case DictObject dict -> table(dict.table);
            case SetObject set -> table(set.table);
            case ExceptionObject exception -> exception(exception);
            case SliceObject slice -> {
                value(slice.start);
                value(slice.stop);
                value(slice.step);
            }
            case Cell cell -> value(cell.value);
            case MethodObject method -> {
                value(method.self);
                value(method.function);
            }
            case FunctionObject function -> {
                values(function.closure, 0, function.closure.length);
                values(function.defaults, 0, function.defaults.length);
                value(function.keywordDefaults);
                name(function.name);
                name(function.qualifiedName);
            }
            case GeneratorObject generator -> {
                value(generator.frame);
                flag(generator.isRunning);
                flag(generator.isStarted);
                name(generator.name);
                name(generator.qualifiedName);
            }
            case Frame frame -> frame(frame);
            case ClassObject type -> {
                integer(type.members.size());
                for (var member : type.members.entrySet()) {
                    name(member.getKey());
                    value(member.getValue());
                }
            }
            case PropertyObject property -> {
                value(property.getter);
                value(property.setter);
                value(property.deleter);
            }
            case ClassMethodObject method -> value(method.function);
            case SuperObject s -> {
                value(s.defining);
                value(s.self);
            }
            case ViewObject view -> value(view.dict);
            case SequenceIterator iterator -> {
                value(iterator.sequence);
                word(iterator.index);
            }
            case TableIterator iterator -> value(iterator.owner);
            case EnumerateIterator iterator -> {
                value(iterator.source);
                word(iterator.count);
            }
            case ZipIterator iterator -> values(iterator.sources, 0, iterator.sources.length);
            case AwaitableObject awaitable -> value(awaitable.arguments);
            default -> {}
        }
    }

    /// The names in their order, or -1 and a dict.
    private void attributes(HeapObject object) throws IOException {
        if (object.shape == null) {
            integer(0);
        } else if (object.hasDictionary()) {
            integer(-1);
            value(object.slots[0]);
        } else {
            integer(object.shape.size());
            for (int i = 0; i < object.shape.size(); i++) {
                name(object.shape.name(i));
                value(object.slots[i]);
            }
        }
    }

    private void table(HashTable table) throws IOException {
        integer(table.isLarge() ? HashTable.CHUNK + 1 : table.capacity());
        integer(table.begin);
        integer(table.end);
        for (int i = table.begin; i < table.end; i++) {
            Object key = table.key(i);
            value(key);
            if (key != null) {
                word(table.hash(i));
                if (table.hasValues()) {
                    value(table.value(i));
                }
            }
        }
    }

    private void exception(ExceptionObject exception) throws IOException {
        value(exception.arguments);
        value(exception.cause);
        value(exception.context);
        flag(exception.suppressesContext);
        integer(exception.omittedPlaces);
        integer(exception.places.size());
        for (ExceptionObject.Place place : exception.places) {
            name(place.function());
            integer(place.line());
        }
    }

    private void frame(Frame frame) throws IOException {
        integer(frame.pc);
        value(frame.caller);
        integer(frame.onReturn.ordinal());
        value(frame.subject);
        value(frame.generator);
        value(frame.namespace);
        values(frame.registers, 0, frame.code.constants());
    }
}
