package dev.interleave.language.checkpoint;

import dev.interleave.language.code.Code;
import dev.interleave.language.code.Opcode;
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
import dev.interleave.language.value.Globals;
import dev.interleave.language.value.HashTable;
import dev.interleave.language.value.HeapObject;
import dev.interleave.language.value.InstanceObject;
import dev.interleave.language.value.IteratorObject;
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
import dev.interleave.language.value.Types;
import dev.interleave.language.value.ViewObject;
import dev.interleave.language.value.ZipIterator;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what [HeapWriter] has stored. The bytes may be anything: lengths are checked against what is left, and a
/// value of the wrong type ends in a [StreamCorruptedException]. Not thread-safe.
@SuppressWarnings({"EnumOrdinal", "NullAway"}) // the order is part of the stored form; unset places are null
final class HeapReader {

    private static final Cell[] NO_CELLS = {};

    private final SharedObjects shared;
    private final DataInputStream in;
    private final List<Object> objects = new ArrayList<>();
    private final List<Object> leaves = new ArrayList<>();

    /// No list of values is longer than this: each value takes at least one byte.
    private final long most;

    HeapReader(SharedObjects shared, DataInputStream in, long most) {
        this.shared = shared;
        this.in = in;
        this.most = most;
    }

    void readObjects() throws IOException {
        int count = length();
        for (int i = 0; i < count; i++) {
            objects.add(make(Kind.of(in.readUnsignedByte())));
        }
        for (Object object : objects) {
            fill(object);
        }
        for (Object object : objects) {
            if (object instanceof FunctionObject function) {
                check(function.closure.length == function.code.captured.length);
            }
        }
    }

    private static void check(boolean isPossible) throws StreamCorruptedException {
        if (!isPossible) {
            throw new StreamCorruptedException("an impossible value");
        }
    }

    private int length() throws IOException {
        int length = in.readInt();
        check(length >= 0 && length <= most);
        return length;
    }

    // --- values

    @Nullable
    Object value() throws IOException {
        int tag = in.readUnsignedByte();
        return switch (tag) {
            case HeapWriter.NULL -> null;
            case HeapWriter.WORD -> in.readLong();
            case HeapWriter.LONG_INTEGER -> {
                byte[] octets = octets();
                check(octets.length > Long.BYTES);
                yield leaf(new BigInteger(octets));
            }
            case HeapWriter.FLOAT -> in.readDouble();
            case HeapWriter.TEXT -> {
                String text = text();
                yield text.length() > HeapWriter.SHORT_TEXT ? leaf(text) : text;
            }
            case HeapWriter.AGAIN -> {
                int number = in.readInt();
                check(number >= 0 && number < leaves.size());
                yield leaves.get(number);
            }
            case HeapWriter.TRUE -> true;
            case HeapWriter.FALSE -> false;
            case HeapWriter.SINGLETON -> singleton(in.readUnsignedByte());
            case HeapWriter.CALL -> call();
            default -> reference(tag);
        };
    }

    private Object leaf(Object value) {
        leaves.add(value);
        return value;
    }

    private static Singleton singleton(int number) throws StreamCorruptedException {
        check(number < Singleton.values().length);
        return Singleton.values()[number];
    }

    private Request.Invoke call() throws IOException {
        Object callee = value();
        List<Object> arguments = new ArrayList<>();
        int count = length();
        for (int i = 0; i < count; i++) {
            arguments.add(value());
        }
        return new Request.Invoke(callee, arguments);
    }

    private Object reference(int tag) throws IOException {
        check(tag == HeapWriter.SHARED || tag == HeapWriter.OBJECT);
        int number = in.readInt();
        boolean isShared = tag == HeapWriter.SHARED;
        check(number >= 0 && number < (isShared ? shared.size() : objects.size()));
        return isShared ? shared.get(number) : objects.get(number);
    }

    private <T> T of(Class<T> type, @Nullable Object value) throws StreamCorruptedException {
        check(type.isInstance(value));
        return type.cast(value);
    }

    private <T> @Nullable T optional(Class<T> type) throws IOException {
        Object value = value();
        return value == null ? null : of(type, value);
    }

    private <T> T reference(Class<T> type) throws IOException {
        return of(type, reference(in.readUnsignedByte()));
    }

    private <T> T required(Class<T> type) throws IOException {
        return of(type, value());
    }

    private Object required() throws IOException {
        return required(Object.class);
    }

    private byte[] octets() throws IOException {
        byte[] octets = new byte[length()];
        in.readFully(octets);
        return octets;
    }

    private String text() throws IOException {
        return new String(octets(), StandardCharsets.UTF_8);
    }

    // --- making

    private Object make(Kind kind) throws IOException {
        if (kind == Kind.FRAME) {
            return new Frame(reference(FunctionObject.class));
        }
        ClassObject type = reference(ClassObject.class);
        return switch (kind) {
            case LIST -> {
                int capacity = in.readInt();
                int size = length();
                check(capacity >= size && capacity <= 4L * size + 64);
                ListObject list = ListObject.withCapacity(type, capacity);
                list.extend(size);
                yield list;
            }
            case TUPLE -> new TupleObject(type, new Object[length()]);
            case DICT -> new DictObject(type);
            case SET -> new SetObject(type, new HashTable(false));
            case INSTANCE -> new InstanceObject(type);
            case EXCEPTION -> new ExceptionObject(type, TupleObject.EMPTY);
            case BYTES -> new BytesObject(octets());
            case RANGE -> range();
            case SLICE -> new SliceObject(Singleton.NONE, Singleton.NONE, Singleton.NONE);
            case CELL -> new Cell(null);
            case METHOD -> typed(new MethodObject(Singleton.NONE, Singleton.NONE), type);
            case FUNCTION -> function();
            case GENERATOR -> new GeneratorObject(type);
            case CLASS -> {
                String name = text();
                String path = text();
                String module = text();
                ClassObject base = reference(ClassObject.class);
                yield new ClassObject(Types.TYPE, name, path, module, base, base.layout, false);
            }
            case PROPERTY -> new PropertyObject(Singleton.NONE, Singleton.NONE, Singleton.NONE);
            case CLASS_METHOD -> new ClassMethodObject(Singleton.NONE, in.readBoolean());
            case SUPER -> new SuperObject(Types.OBJECT, Singleton.NONE);
            case VIEW -> new ViewObject(new DictObject(Types.DICT), part());
            case SEQUENCE_ITERATOR -> new SequenceIterator(type, TupleObject.EMPTY, 0, in.readBoolean());
            case TABLE_ITERATOR -> new TableIterator(type, null, part(), in.readInt(), in.readInt(), in.readBoolean());
            case ENUMERATE_ITERATOR ->
                new EnumerateIterator(new SequenceIterator(Types.TUPLE_ITERATOR, TupleObject.EMPTY, 0, false), 0);
            case ZIP_ITERATOR -> new ZipIterator(new IteratorObject[length()], in.readBoolean());
            case AWAITABLE -> {
                AwaitableObject.Kind awaited = AwaitableObject.Kind.of(in.readUnsignedByte());
                check(awaited != null);
                yield new AwaitableObject(awaited, TupleObject.EMPTY);
            }
            case FRAME -> throw new IllegalStateException();
        };
    }

    private static HeapObject typed(HeapObject object, ClassObject type) {
        object.type = type;
        return object;
    }

    private RangeObject range() throws IOException {
        long start = in.readLong();
        long stop = in.readLong();
        long step = in.readLong();
        check(step != 0);
        return new RangeObject(start, stop, step);
    }

    private TableIterator.Part part() throws IOException {
        int number = in.readUnsignedByte();
        check(number < TableIterator.Part.values().length);
        return TableIterator.Part.values()[number];
    }

    private FunctionObject function() throws IOException {
        Code code = reference(Code.class);
        Globals globals = reference(Globals.class);
        Cell[] closure = code.captured.length == 0 ? NO_CELLS : new Cell[code.captured.length];
        return new FunctionObject(code, globals, closure, new Object[length()], null);
    }

    // --- filling

    private void fill(Object object) throws IOException {
        if (object instanceof HeapObject heap) {
            heap.number = in.readInt();
            attributes(heap);
        }
        switch (object) {
            case ListObject list -> {
                for (int i = 0; i < list.size; i++) {
                    list.set(i, required());
                }
            }
            case TupleObject tuple -> values(tuple.items, tuple.items.length);
            case DictObject dict -> dict.table = table(true);
            case SetObject set -> set.table = table(false);
            case ExceptionObject exception -> exception(exception);
            case SliceObject slice -> {
                slice.start = required();
                slice.stop = required();
                slice.step = required();
            }
            case Cell cell -> cell.value = value();
            case MethodObject method -> {
                method.self = required();
                method.function = required();
            }
            case FunctionObject function -> function(function);
            case GeneratorObject generator -> {
                generator.frame = optional(Frame.class);
                generator.isRunning = in.readBoolean();
                generator.isStarted = in.readBoolean();
                generator.name = text();
                generator.qualifiedName = text();
            }
            case Frame frame -> frame(frame);
            case ClassObject type -> {
                int count = length();
                for (int i = 0; i < count; i++) {
                    type.setMember(text(), required());
                }
            }
            case PropertyObject property -> {
                property.getter = required();
                property.setter = required();
                property.deleter = required();
            }
            case ClassMethodObject method -> method.function = required();
            case SuperObject s -> {
                s.defining = required(ClassObject.class);
                s.self = required();
            }
            case ViewObject view -> view.dict = required(DictObject.class);
            case SequenceIterator iterator -> sequence(iterator);
            case TableIterator iterator -> {
                iterator.owner = optional(HeapObject.class);
                check(iterator.owner == null
                        || iterator.owner instanceof DictObject
                        || (iterator.owner instanceof SetObject && iterator.part == TableIterator.Part.KEY));
            }
            case EnumerateIterator iterator -> {
                iterator.source = required(IteratorObject.class);
                iterator.count = in.readLong();
            }
            case ZipIterator iterator -> {
                for (int i = 0; i < iterator.sources.length; i++) {
                    iterator.sources[i] = required(IteratorObject.class);
                }
            }
            case AwaitableObject awaitable -> awaitable.arguments = required(TupleObject.class);
            default -> {}
        }
    }

    private void values(Object[] into, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            into[i] = required();
        }
    }

    private void attributes(HeapObject object) throws IOException {
        int count = in.readInt();
        check(count >= -1 && count <= most);
        if (count < 0) {
            object.setDictionary(required(DictObject.class));
        }
        for (int i = 0; i < count; i++) {
            object.setAttribute(text(), required());
        }
    }

    private HashTable table(boolean hasValues) throws IOException {
        int capacity = in.readInt();
        int begin = in.readInt();
        int end = in.readInt();
        check(begin >= 0 && end >= begin && end - begin <= most && capacity >= 0);
        check(capacity > HashTable.CHUNK || capacity >= end);
        var table = new HashTable(hasValues, capacity, begin);
        for (int i = begin; i < end; i++) {
            Object key = value();
            if (key == null) {
                table.skip();
            } else {
                long hash = in.readLong();
                table.add(hash, key, hasValues ? required() : key);
            }
        }
        return table;
    }

    private void exception(ExceptionObject exception) throws IOException {
        exception.arguments = required(TupleObject.class);
        exception.cause = value();
        exception.context = optional(ExceptionObject.class);
        exception.suppressesContext = in.readBoolean();
        exception.omittedPlaces = in.readInt();
        int count = in.readInt();
        check(count >= 0 && count <= ExceptionObject.MAX_PLACES);
        for (int i = 0; i < count; i++) {
            exception.places.add(new ExceptionObject.Place(text(), in.readInt()));
        }
    }

    private void function(FunctionObject function) throws IOException {
        for (int i = 0; i < function.closure.length; i++) {
            function.closure[i] = required(Cell.class);
        }
        values(function.defaults, function.defaults.length);
        function.keywordDefaults = optional(DictObject.class);
        function.name = text();
        function.qualifiedName = text();
    }

    private void sequence(SequenceIterator iterator) throws IOException {
        Object sequence = value();
        check(sequence == null
                || sequence instanceof ListObject
                || sequence instanceof TupleObject
                || sequence instanceof RangeObject
                || sequence instanceof String
                || sequence instanceof BytesObject);
        iterator.sequence = sequence;
        iterator.index = in.readLong();
    }

    private void frame(Frame frame) throws IOException {
        frame.pc = in.readInt();
        check(isInstruction(frame.code, frame.pc));
        frame.caller = optional(Frame.class);
        int number = in.readInt();
        check(number >= 0 && number < Frame.Return.values().length);
        frame.onReturn = Frame.Return.values()[number];
        frame.subject = value();
        frame.generator = optional(GeneratorObject.class);
        frame.namespace = optional(DictObject.class);
        for (int i = 0; i < frame.code.constants(); i++) {
            frame.registers[i] = value();
        }
    }

    private static boolean isInstruction(Code code, int pc) {
        int at = 0;
        while (at < pc && at < code.instructions.length) {
            at += Opcode.length(code.instructions[at]);
        }
        return at == pc && at < code.instructions.length;
    }
}
