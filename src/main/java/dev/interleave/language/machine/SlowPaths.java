package dev.interleave.language.machine;

import static dev.interleave.language.code.Opcode.*;
import static dev.interleave.language.machine.Calls.SWITCH;

import dev.interleave.language.code.CacheEntry;
import dev.interleave.language.code.Code;
import dev.interleave.language.code.Opcode;
import dev.interleave.language.code.SiteCache;
import dev.interleave.language.operation.Equality;
import dev.interleave.language.operation.Formatting;
import dev.interleave.language.operation.Iteration;
import dev.interleave.language.operation.ListCopy;
import dev.interleave.language.operation.Operators;
import dev.interleave.language.operation.Operators.Operator;
import dev.interleave.language.operation.Operators.Ordering;
import dev.interleave.language.operation.Representation;
import dev.interleave.language.operation.Subscripts;
import dev.interleave.language.operation.Tables;
import dev.interleave.language.value.BuiltinFunction;
import dev.interleave.language.value.BytesObject;
import dev.interleave.language.value.Cell;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.ExceptionObject;
import dev.interleave.language.value.Frame;
import dev.interleave.language.value.Frame.Return;
import dev.interleave.language.value.FunctionObject;
import dev.interleave.language.value.GeneratorObject;
import dev.interleave.language.value.HeapObject;
import dev.interleave.language.value.InstanceObject;
import dev.interleave.language.value.IteratorObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.ModuleObject;
import dev.interleave.language.value.PropertyObject;
import dev.interleave.language.value.Raised;
import dev.interleave.language.value.Request;
import dev.interleave.language.value.SetObject;
import dev.interleave.language.value.Shape;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.SliceObject;
import dev.interleave.language.value.SuperObject;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The instructions and cases that are rare, or take long anyway. A result, or [Calls#SWITCH], is that of the
/// instruction.
@SuppressWarnings({"NullAway", "ReferenceEquality", "EnumOrdinal"
}) // a running machine has a frame; unset registers are null
final class SlowPaths {

    private final Machine machine;
    private final Calls calls;

    SlowPaths(Machine machine) {
        this.machine = machine;
        this.calls = machine.calls;
    }

    // --- operators

    Object multiply(int opcode, Object x, Object y) {
        if (x instanceof Long p && y instanceof Long q) {
            long a = p;
            long b = q;
            long high = Math.multiplyHigh(a, b);
            long low = a * b;
            if ((high == 0 && low >= 0) || (high == -1 && low < 0)) {
                return low;
            }
        }
        return binary(opcode, x, y);
    }

    Object binary(int opcode, Object x, Object y) {
        boolean isInPlace = opcode >= INPLACE_ADD;
        Operator operator = Operators.operator(isInPlace ? opcode - INPLACE_ADD : opcode - ADD);
        if ((x instanceof Double && y instanceof Long) || (x instanceof Long && y instanceof Double)) {
            return Operators.floats(operator, x, y);
        }
        if (x instanceof HeapObject || y instanceof HeapObject) {
            if (isInPlace && x instanceof HeapObject object) {
                Object method = inPlace(object, operator);
                if (method != null) {
                    return calls.invoke(method, new Object[] {x, y}, null, Return.VALUE);
                }
            }
            Object method = Types.special(x, "__" + operator.method() + "__");
            if (method instanceof FunctionObject f
                    && (Types.of(x) == Types.of(y) || !(y instanceof HeapObject o && !o.type.isNative))) {
                return operatorMethod(f, x, y, "operator_rest", (long) operator.ordinal());
            }
        }
        Object value = Operators.binary(machine, operator, x, y);
        if (value instanceof Request request) {
            return request instanceof Request.NeedsCode
                    ? calls.library("binary_operator", Return.VALUE, x, y, operator.method(), (long) operator.ordinal())
                    : calls.request(request, Return.VALUE);
        }
        return value;
    }

    private @Nullable Object inPlace(HeapObject x, Operator operator) {
        Object method = x.type.lookup("__i" + operator.method() + "__");
        return method == null || method == Singleton.NONE ? null : method;
    }

    /// Calls a special method; if it returns `NotImplemented`, a function of the library goes on.
    private Object operatorMethod(FunctionObject method, Object x, Object y, String rest, Object operator) {
        Object value = calls.invoke(method, new Object[] {x, y}, null, Return.OPERATOR);
        var invoke = new Request.Invoke(machine.library.function(rest), List.of(x, y, operator));
        if (value == SWITCH) {
            machine.frame.subject = invoke;
            return SWITCH;
        }
        return value == Singleton.NOT_IMPLEMENTED ? calls.request(invoke, Return.VALUE) : value;
    }

    static boolean holds(int opcode, long p, long q) {
        return switch (opcode) {
            case UNLESS_EQUAL -> p == q;
            case UNLESS_NOT_EQUAL -> p != q;
            case UNLESS_LESS_OR_EQUAL -> p <= q;
            case UNLESS_GREATER -> p > q;
            case UNLESS_LESS -> p < q;
            default -> p >= q;
        };
    }

    Object compare(int opcode, Object x, Object y) {
        Ordering ordering = Operators.ordering(opcode - EQUAL);
        if (x instanceof HeapObject object && !object.type.isNative) {
            Object method = Types.special(x, "__" + ordering.method() + "__");
            if (method instanceof FunctionObject f
                    && (Types.of(x) == Types.of(y) || !(y instanceof HeapObject o && !o.type.isNative))) {
                return operatorMethod(f, x, y, "comparison_rest", (long) ordering.ordinal());
            }
        }
        if (x instanceof String a && y instanceof String b) {
            machine.charge(Math.min(a.length(), b.length()) >> (opcode <= NOT_EQUAL ? 5 : 1));
        } else if (x instanceof BytesObject a && y instanceof BytesObject b) {
            machine.charge(Math.min(a.octets.length, b.octets.length) >> 5);
        } else if (x instanceof BigInteger a) {
            machine.charge(a.bitLength() >> 9);
        }
        Object value = Operators.compare(ordering, x, y);
        if (value instanceof Request) {
            return calls.library("comparison", Return.VALUE, x, y, ordering.method(), ordering.reflected(), (long)
                    ordering.ordinal());
        }
        return value;
    }

    /// Continues a conditional jump.
    ///
    /// @return whether the same frame goes on
    boolean test(Object value) {
        int truth = Operators.truth(value);
        if (truth != Equality.UNKNOWN) {
            Calls.test(machine.frame, truth == Equality.EQUAL);
            return true;
        }
        Object method = Types.special(value, "__bool__");
        if (method == null) {
            method = Types.special(value, "__len__");
        }
        Object result = calls.invoke(method, new Object[] {value}, null, Return.TEST);
        if (result == SWITCH) {
            return false;
        }
        Calls.test(machine.frame, Operators.truth(result) == Equality.EQUAL);
        return true;
    }

    // --- iteration

    /// @return the next element, null at the end, or [Calls#SWITCH]
    @Nullable
    Object next(Object iterator) {
        if (iterator instanceof IteratorObject simple) {
            return simple.next();
        }
        if (iterator instanceof GeneratorObject) {
            return null; // it has ended
        }
        Object method = Types.special(iterator, "__next__");
        if (method == null || method == Singleton.NONE) {
            throw Errors.type("'" + Types.nameOf(iterator) + "' object is not an iterator");
        }
        try {
            return calls.invoke(method, new Object[] {iterator}, null, Return.NEXT_METHOD);
        } catch (Raised e) {
            if (e.exception.type.isSubclassOf(Types.STOP_ITERATION)) {
                return null;
            }
            throw e;
        }
    }

    private Object iterator(Object value) {
        if (value instanceof GeneratorObject) {
            return value;
        }
        IteratorObject simple = Iteration.of(value);
        if (simple != null) {
            return simple;
        }
        Object method = Types.special(value, "__iter__");
        if (method != null && method != Singleton.NONE) {
            Object result = calls.invoke(method, new Object[] {value}, null, Return.ITERATOR);
            if (result != SWITCH && !machine.attributes.isIterator(result)) {
                throw Errors.type("iter() returned non-iterator of type '" + Types.nameOf(result) + "'");
            }
            return result;
        }
        if (method == null && Types.special(value, "__getitem__") != null) {
            return calls.library("sequence_iterator", Return.VALUE, value);
        }
        throw Errors.type("'" + Types.nameOf(value) + "' object is not iterable");
    }

    private Object sequence(Object value, int count) {
        int length = value instanceof ListObject list
                ? list.size
                : value instanceof TupleObject tuple ? tuple.items.length : -1;
        if (length < 0 || Types.special(value, "__iter__") != null) {
            if (Iteration.of(value) == null
                    && !(value instanceof GeneratorObject)
                    && Types.special(value, "__iter__") == null
                    && Types.special(value, "__getitem__") == null) {
                throw Errors.type("cannot unpack non-iterable " + Types.nameOf(value) + " object");
            }
            return calls.library("unpack", Return.VALUE, value, (long) count);
        }
        if (count >= 0 && length > count) {
            throw Errors.value("too many values to unpack (expected " + count + ")");
        }
        if (count >= 0 && length < count) {
            throw Errors.value("not enough values to unpack (expected " + count + ", got " + length + ")");
        }
        if (count < 0 && length < -count - 1) {
            throw Errors.value(
                    "not enough values to unpack (expected at least " + (-count - 1) + ", got " + length + ")");
        }
        return value;
    }

    void unpackLong(Object[] r, int base, ListObject list) {
        for (int i = 0; i < list.size; i++) {
            r[base + i] = list.get(i);
        }
    }

    private void unpackRest(Object[] r, int base, Object sequence, int before, int after) {
        Object[] items = sequence instanceof ListObject list ? list.toArray() : ((TupleObject) sequence).items;
        machine.allocate(8L * items.length);
        machine.charge(items.length);
        System.arraycopy(items, 0, r, base, before);
        r[base + before] = new ListObject(Arrays.copyOfRange(items, before, items.length - after));
        System.arraycopy(items, items.length - after, r, base + before + 1, after);
    }

    // --- subscripts

    Object subscript(Object x, Object index) {
        if (x instanceof HeapObject object && !object.type.isNative) {
            Object method = Types.special(x, "__getitem__");
            if (method != null) {
                return calls.invoke(method, new Object[] {x, index}, null, Return.VALUE);
            }
        }
        Object value = Subscripts.get(machine, x, index);
        if (value instanceof Request.LongWork work) {
            return calls.request(work, Return.VALUE);
        }
        return value instanceof Request ? calls.library("subscript", Return.VALUE, x, index) : value;
    }

    boolean storeSubscript(Object x, Object index, Object value) {
        if (Subscripts.set(machine, x, index, value)) {
            return true;
        }
        return discarded(calls.library("store_subscript", Return.DISCARD, x, index, value));
    }

    private boolean discarded(Object value) {
        return value != SWITCH;
    }

    // --- attributes

    Object loadAttribute(Code code, Object x, int[] c, int pc) {
        String name = (String) code.literals[c[pc + 3]];
        if (x instanceof InstanceObject object) {
            Shape shape = object.shape;
            SiteCache others = code.siteCaches[c[pc + 4]];
            CacheEntry known = others == null ? null : others.find(shape, object.type.version);
            if (known != null) {
                return object.slots[known.slot];
            }
            int slot = shape.find(name);
            if (slot >= 0 && !(object.type.lookup(name) instanceof PropertyObject)) {
                if (isCacheable(code, object)) {
                    code.keep(c[pc + 4], shape, object.type.version, slot, null);
                }
                return object.slots[slot];
            }
        }
        return machine.attributes.load(x, name);
    }

    /// @return whether it is done; otherwise another frame is on top
    boolean storeAttribute(Code code, Object[] r, int[] c, int pc) {
        Object x = r[c[pc + 1]];
        Object value = r[c[pc + 3]];
        int cache = c[pc + 4];
        CacheEntry first = code.cache[cache];
        if (x instanceof InstanceObject object && first.isOf(object.shape, object.type.version)) {
            object.slots[first.slot] = value;
            return true;
        }
        SiteCache others = code.siteCaches[cache];
        if (others != null && x instanceof InstanceObject object) {
            CacheEntry known = others.find(object.shape, object.type.version);
            if (known != null) {
                object.slots[known.slot] = value;
                return true;
            }
        }
        String name = (String) code.literals[c[pc + 2]];
        if (machine.attributes.store(x, name, value) != null) {
            return false;
        }
        if (x instanceof InstanceObject object) {
            int slot = object.shape.find(name);
            if (slot >= 0 && isCacheable(code, object) && isPlainStore(object.type, name)) {
                code.keep(cache, object.shape, object.type.version, slot, null);
            }
        }
        return true;
    }

    /// @return whether an instruction may keep what it finds: only for a shape that several objects can have, and in
    ///     the library only for classes that all programs share
    static boolean isCacheable(Code code, InstanceObject object) {
        return !object.shape.isDetached() && (object.type.isShared || !code.isLibrary());
    }

    private static boolean isPlainStore(ClassObject type, String name) {
        return !(type.lookup(name) instanceof PropertyObject)
                && (type.lookup("__setattr__") == null || type.lookup("__setattr__") instanceof BuiltinFunction);
    }

    Object callMethod(Code code, Object[] r, int[] c, int pc) {
        Object x = r[c[pc + 2]];
        int base = c[pc + 4];
        int count = c[pc + 5];
        int cache = c[pc + 6];
        Object key = x instanceof InstanceObject object
                ? object.shape
                : x instanceof HeapObject h && h.type.isNative && h.shape == null && !isNamespace(x) ? h.type : null;
        if (key == null && !(x instanceof HeapObject)) {
            key = Types.of(x);
        }
        CacheEntry first = code.cache[cache];
        if (key != null && (x instanceof InstanceObject o ? first.isOf(key, o.type.version) : first.isOf(key))) {
            return calls.callMethod(first.value, x, r, base, count);
        }
        SiteCache others = code.siteCaches[cache];
        if (others != null && x instanceof InstanceObject object) {
            CacheEntry known = others.find(object.shape, object.type.version);
            if (known != null) {
                return calls.callMethod(known.value, x, r, base, count);
            }
        }
        String name = (String) code.literals[c[pc + 3]];
        ClassObject type = Types.of(x);
        Object member = isNamespace(x) ? null : type.lookup(name);
        boolean isMethod = member instanceof FunctionObject || (member instanceof BuiltinFunction f && f.isMethod);
        if (isMethod && (!(x instanceof HeapObject h) || h.attribute(name) == null)) {
            if (key != null && !(x instanceof InstanceObject o && o.shape.size() == 0 && o.slots.length == 1)) {
                if (!(x instanceof InstanceObject object)) {
                    code.replace(cache, key, member);
                } else if (isCacheable(code, object)) {
                    code.keep(cache, key, type.version, 0, member);
                }
            }
            return calls.callMethod(member, x, r, base, count);
        }
        return callAttribute(x, name, r, base, count);
    }

    private static boolean isNamespace(Object x) {
        return x instanceof ClassObject || x instanceof ModuleObject || x instanceof SuperObject;
    }

    private Object callAttribute(Object x, String name, Object[] r, int base, int count) {
        Object callee = machine.attributes.find(x, name);
        if (callee == null || (callee instanceof PropertyObject && !(x instanceof ModuleObject))) {
            Object[] arguments = Arrays.copyOfRange(r, base + 1, base + 1 + count);
            Object found = Types.special(x, "__getattr__");
            if (callee == null && found == null) {
                throw Errors.attribute(x, name);
            }
            return calls.library("call_attribute", Return.VALUE, x, name, TupleObject.of(arguments));
        }
        return calls.call(callee, r, base, count, Return.VALUE);
    }

    private Object callSpecial(Object x, String name, Object[] r, int base, int count) {
        Object method = Types.of(x).lookup(name);
        if (method == null) {
            throw Errors.type("'" + Types.nameOf(x) + "' object does not support the context manager protocol");
        }
        return calls.callMethod(method, x, r, base, count);
    }

    // --- variables

    Object builtin(Frame f, int global, int literal) {
        if (literal < 0) {
            throw new Raised(Types.NAME_ERROR, "name '" + f.function.globals.names.get(global) + "' is not defined");
        }
        return f.code.literals[literal];
    }

    Raised unbound(Frame f, int register) {
        return new Raised(
                Types.UNBOUND_LOCAL_ERROR,
                "cannot access local variable '" + f.code.localName(register)
                        + "' where it is not associated with a value");
    }

    Raised unboundCell(Frame f, int register) {
        String name = f.code.localName(register);
        return register < f.code.freeRegister
                ? unbound(f, register)
                : new Raised(
                        Types.NAME_ERROR,
                        "cannot access free variable '" + name
                                + "' where it is not associated with a value in enclosing scope");
    }

    private Object name(Frame f, int[] c, int pc) {
        String name = (String) f.code.literals[c[pc + 2]];
        Object value = f.namespace.getText(name);
        if (value == null) {
            value = f.function.globals.values[c[pc + 3]];
        }
        return value == null ? builtin(f, c[pc + 3], c[pc + 4]) : value;
    }

    private Object nameOrCell(Frame f, Object[] r, int[] c, int pc) {
        Object value = f.namespace.getText((String) f.code.literals[c[pc + 2]]);
        if (value == null) {
            value = ((Cell) r[c[pc + 3]]).value;
        }
        if (value == null) {
            throw unboundCell(f, c[pc + 3]);
        }
        return value;
    }

    private static Raised undefined(String name) {
        return new Raised(Types.NAME_ERROR, "name '" + name + "' is not defined");
    }

    // --- displays

    Object build(int opcode, Object[] r, int base, int count) {
        machine.allocate(56 + 8L * count);
        Object[] items = Arrays.copyOfRange(r, base, base + count);
        return opcode == BUILD_LIST ? new ListObject(items) : TupleObject.of(items);
    }

    private Object buildDict(Object[] r, int base, int count) {
        DictObject dict = Machine.dict();
        machine.allocate(100);
        for (int i = 0; i < count; i++) {
            if (!Subscripts.put(machine, dict, r[base + 2 * i], r[base + 2 * i + 1])) {
                var pairs = TupleObject.of(Arrays.copyOfRange(r, base, base + 2 * count));
                return calls.library("build_dict", Return.VALUE, pairs);
            }
        }
        return dict;
    }

    private Object buildSet(Object[] r, int base, int count) {
        SetObject set = SetObject.empty();
        for (int i = 0; i < count; i++) {
            if (!Tables.add(machine, set, r[base + i])) {
                return calls.library(
                        "build_set", Return.VALUE, TupleObject.of(Arrays.copyOfRange(r, base, base + count)));
            }
        }
        return set;
    }

    private Object function(Frame f, Object[] r, int[] c, int pc) {
        var code = (Code) f.code.literals[c[pc + 2]];
        Cell[] closure = new Cell[code.captured.length];
        for (int i = 0; i < closure.length; i++) {
            closure[i] = (Cell) r[code.captured[i]];
        }
        Object[] defaults = Arrays.copyOfRange(r, c[pc + 3], c[pc + 3] + c[pc + 4]);
        var keywordDefaults = c[pc + 5] < 0 ? null : (DictObject) r[c[pc + 5]];
        machine.allocate(96);
        return new FunctionObject(code, f.function.globals, closure, defaults, keywordDefaults);
    }

    private Object classBody(Frame f, Object[] r, int[] c, int pc) {
        Object base = c[pc + 4] < 0 ? Types.OBJECT : r[c[pc + 4]];
        if (!(base instanceof ClassObject type)) {
            throw Errors.type("a class can only extend a class, not '" + Types.nameOf(base) + "'");
        }
        if (type.layout == ClassObject.Layout.FINAL) {
            throw Errors.type("type '" + type.name + "' is not an acceptable base type");
        }
        Frame body = calls.push((FunctionObject) r[c[pc + 3]], Return.CLASS);
        body.namespace = Machine.dict();
        body.subject = new TupleObject(f.code.literals[c[pc + 2]], type);
        return SWITCH;
    }

    // --- everything else

    /// Executes an instruction that is rare.
    Object execute(Frame f, int opcode, Object[] r, int[] c, int pc) {
        return switch (opcode) {
            case LOAD_LITERAL -> f.code.literals[c[pc + 2]];
            case DELETE_GLOBAL -> {
                Object[] values = f.function.globals.values;
                if (values[c[pc + 1]] == null) {
                    throw undefined(f.function.globals.names.get(c[pc + 1]));
                }
                values[c[pc + 1]] = null;
                yield skip(f);
            }
            case LOAD_NAME -> name(f, c, pc);
            case LOAD_NAME_OR_CELL -> nameOrCell(f, r, c, pc);
            case STORE_NAME -> {
                f.namespace.putText((String) f.code.literals[c[pc + 1]], r[c[pc + 2]]);
                yield skip(f);
            }
            case DELETE_NAME -> {
                String name = (String) f.code.literals[c[pc + 1]];
                if (!f.namespace.removeText(name)) {
                    throw undefined(name);
                }
                yield skip(f);
            }
            case DELETE_CELL -> {
                Cell cell = (Cell) r[c[pc + 1]];
                if (cell.value == null) {
                    throw unboundCell(f, c[pc + 1]);
                }
                cell.value = null;
                yield skip(f);
            }
            case DELETE_LOCAL -> {
                if (r[c[pc + 1]] == null) {
                    throw unbound(f, c[pc + 1]);
                }
                r[c[pc + 1]] = null;
                yield skip(f);
            }
            case NEGATE -> unary("negative", Operators.negated(machine, r[c[pc + 2]]), r[c[pc + 2]]);
            case POSITIVE -> unary("positive", Operators.positive(r[c[pc + 2]]), r[c[pc + 2]]);
            case INVERT -> unary("inverted", Operators.inverted(machine, r[c[pc + 2]]), r[c[pc + 2]]);
            case NOT -> not(r[c[pc + 2]]);
            case IN, NOT_IN -> contains(r[c[pc + 2]], r[c[pc + 3]], opcode == NOT_IN);
            case GET_ITERATOR -> iterator(r[c[pc + 2]]);
            case SEQUENCE -> sequence(r[c[pc + 2]], c[pc + 3]);
            case UNPACK_REST -> {
                unpackRest(r, c[pc + 1], r[c[pc + 2]], c[pc + 3], c[pc + 4]);
                yield skip(f);
            }
            case BUILD_SET -> buildSet(r, c[pc + 2], c[pc + 3]);
            case BUILD_DICT -> buildDict(r, c[pc + 2], c[pc + 3]);
            case BUILD_SLICE -> new SliceObject(r[c[pc + 2]], r[c[pc + 2] + 1], r[c[pc + 2] + 2]);
            case SET_ADD -> {
                SetObject set = (SetObject) r[c[pc + 1]];
                yield Tables.add(machine, set, r[c[pc + 2]])
                        ? skip(f)
                        : discard(f, calls.library("set_add", Return.DISCARD, set, r[c[pc + 2]]));
            }
            case DICT_SET -> {
                DictObject dict = (DictObject) r[c[pc + 1]];
                yield Subscripts.put(machine, dict, r[c[pc + 2]], r[c[pc + 3]])
                        ? skip(f)
                        : discard(
                                f, calls.library("store_subscript", Return.DISCARD, dict, r[c[pc + 2]], r[c[pc + 3]]));
            }
            case EXTEND -> discard(f, extend((ListObject) r[c[pc + 1]], r[c[pc + 2]]));
            case SET_UPDATE -> discard(f, calls.library("set_update", Return.DISCARD, r[c[pc + 1]], r[c[pc + 2]]));
            case DICT_UPDATE -> discard(f, calls.library("dict_update", Return.DISCARD, r[c[pc + 1]], r[c[pc + 2]]));
            case DICT_MERGE ->
                discard(f, calls.library("merge_keywords", Return.DISCARD, r[c[pc + 1]], r[c[pc + 2]], r[c[pc + 3]]));
            case LIST_TO_TUPLE -> {
                ListObject list = (ListObject) r[c[pc + 2]];
                machine.allocatePiece(8L * list.size);
                machine.charge(list.size);
                yield TupleObject.of(list.toArray());
            }
            case DELETE_SUBSCRIPT ->
                Subscripts.delete(machine, r[c[pc + 1]], r[c[pc + 2]])
                        ? skip(f)
                        : discard(f, calls.library("delete_subscript", Return.DISCARD, r[c[pc + 1]], r[c[pc + 2]]));
            case DELETE_ATTRIBUTE -> {
                Object result = machine.attributes.delete(r[c[pc + 1]], (String) f.code.literals[c[pc + 2]]);
                yield result == null ? skip(f) : result;
            }
            case CALL_SPECIAL ->
                callSpecial(r[c[pc + 2]], (String) f.code.literals[c[pc + 3]], r, c[pc + 4], c[pc + 5]);
            case CALL_KEYWORDS -> callKeywords(f, r, c, pc);
            case CALL_SPREAD -> {
                DictObject keywords = c[pc + 4] < 0 ? null : (DictObject) r[c[pc + 4]];
                ListObject arguments = (ListObject) r[c[pc + 3]];
                machine.allocatePiece(8L * arguments.size);
                machine.charge(arguments.size);
                yield calls.invoke(r[c[pc + 2]], arguments.toArray(), keywords, Return.VALUE);
            }
            case YIELD_FROM -> {
                machine.generators.delegate(c[pc + 1], c[pc + 2]);
                yield SWITCH;
            }
            case MAKE_FUNCTION -> function(f, r, c, pc);
            case MAKE_CLASS -> classBody(f, r, c, pc);
            case RAISE -> {
                machine.exceptions.raiseValue(r[c[pc + 1]], null);
                yield SWITCH;
            }
            case RAISE_FROM -> {
                machine.exceptions.raiseValue(r[c[pc + 1]], r[c[pc + 2]]);
                yield SWITCH;
            }
            case RAISE_CURRENT -> {
                machine.exceptions.raiseCurrent();
                yield SWITCH;
            }
            case MATCHES -> Exceptions.matches((ExceptionObject) r[c[pc + 2]], r[c[pc + 3]]);
            case FORMAT -> format(r[c[pc + 2]], (char) c[pc + 3], c[pc + 4] < 0 ? "" : (String) r[c[pc + 4]]);
            case JOIN -> join(r, c[pc + 2], c[pc + 3]);
            case IMPORT -> machine.library.module((String) f.code.literals[c[pc + 2]]);
            case IMPORT_FROM -> {
                var module = (ModuleObject) r[c[pc + 2]];
                String name = (String) f.code.literals[c[pc + 3]];
                Object value = module.globals.get(name);
                if (value == null) {
                    throw new Raised(
                            Types.IMPORT_ERROR, "cannot import name '" + name + "' from '" + module.name + "'");
                }
                yield value;
            }
            default -> throw new IllegalStateException("opcode " + opcode);
        };
    }

    private static Object skip(Frame f) {
        f.pc += Opcode.length(f.code.instructions[f.pc]);
        return SWITCH;
    }

    private Object discard(Frame f, Object value) {
        return value == SWITCH ? SWITCH : skip(f);
    }

    private Object extend(ListObject list, Object value) {
        Object extended = ListCopy.extend(machine, list, value, list);
        if (extended instanceof Request) {
            return calls.library("list_extend_by", Return.DISCARD, list, value);
        }
        return extended != null ? extended : calls.library("list_extend", Return.DISCARD, list, value);
    }

    private Object unary(String fallback, Object value, Object x) {
        return value instanceof Request ? calls.library(fallback, Return.VALUE, x) : value;
    }

    private Object not(Object value) {
        int truth = Operators.truth(value);
        if (truth != Equality.UNKNOWN) {
            return truth == Equality.DIFFERENT;
        }
        test(value);
        return SWITCH;
    }

    private Object contains(Object element, Object container, boolean negated) {
        Object method = Types.special(container, "__contains__");
        if (method != null) {
            return calls.invoke(
                    method, new Object[] {container, element}, null, negated ? Return.NEGATED : Return.BOOLEAN);
        }
        int found = Tables.contains(machine, container, element);
        if (found != Equality.UNKNOWN) {
            return found == Equality.EQUAL != negated;
        }
        return calls.library("contains", negated ? Return.NEGATED : Return.BOOLEAN, container, element);
    }

    private Object callKeywords(Frame f, Object[] r, int[] c, int pc) {
        var names = (TupleObject) f.code.literals[c[pc + 5]];
        int base = c[pc + 3];
        int positional = c[pc + 4] - names.items.length;
        DictObject keywords = Machine.dict();
        for (int i = 0; i < names.items.length; i++) {
            keywords.putText((String) names.items[i], r[base + 1 + positional + i]);
        }
        return calls.invoke(
                r[c[pc + 2]], Arrays.copyOfRange(r, base + 1, base + 1 + positional), keywords, Return.VALUE);
    }

    private Object format(Object value, char conversion, String specification) {
        if (conversion == 0) {
            Object text = Formatting.format(machine, value, specification);
            return text instanceof Request ? calls.library("format_value", Return.VALUE, value, specification) : text;
        }
        Object text = conversion == 's' ? Representation.str(machine, value) : Representation.repr(machine, value);
        if (text instanceof Request || conversion == 'a') {
            return calls.library("format_converted", Return.VALUE, value, String.valueOf(conversion), specification);
        }
        return specification.isEmpty() ? text : Formatting.format(machine, text, specification);
    }

    private Object join(Object[] r, int base, int count) {
        var builder = new StringBuilder();
        for (int i = 0; i < count; i++) {
            builder.append((String) r[base + i]);
        }
        machine.allocatePiece(builder.length() * 2L);
        machine.charge(builder.length() >> 3);
        return builder.toString();
    }
}
