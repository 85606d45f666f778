package dev.interleave.language.machine;

import dev.interleave.language.code.Code;
import dev.interleave.language.code.Opcode;
import dev.interleave.language.operation.Equality;
import dev.interleave.language.operation.Operators;
import dev.interleave.language.value.BuiltinFunction;
import dev.interleave.language.value.Cell;
import dev.interleave.language.value.ClassMethodObject;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.ExceptionObject;
import dev.interleave.language.value.Frame;
import dev.interleave.language.value.Frame.Return;
import dev.interleave.language.value.FunctionObject;
import dev.interleave.language.value.GeneratorObject;
import dev.interleave.language.value.HashTable;
import dev.interleave.language.value.InstanceObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.MethodObject;
import dev.interleave.language.value.Raised;
import dev.interleave.language.value.Request;
import dev.interleave.language.value.SetObject;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Calls of everything that can be called.
///
/// A call either has a result at once, or pushes a frame and answers [#SWITCH]: the interpreter continues with the
/// frame that is now on top. A result that comes later is delivered to the instruction that called.
@SuppressWarnings({"NullAway", "ReferenceEquality"}) // a running machine has a frame; unset registers are null
final class Calls {

    /// Says that there is no result yet.
    static final Object SWITCH = new Object();

    /// Frames of the library count too, but less than half of them.
    private static final int LIBRARY_FACTOR = 3;

    private final Machine machine;

    Calls(Machine machine) {
        this.machine = machine;
    }

    // --- frames

    Frame push(FunctionObject function, Return onReturn) {
        if (++machine.depth > machine.limits.depth()
                && (!function.code.isLibrary() || machine.depth > machine.limits.depth() * LIBRARY_FACTOR)) {
            machine.depth--;
            throw new Raised(Types.RECURSION_ERROR, "maximum recursion depth exceeded");
        }
        var frame = new Frame(function);
        frame.caller = machine.frame;
        frame.onReturn = onReturn;
        Cell[] closure = function.closure;
        for (int i = 0; i < closure.length; i++) {
            frame.registers[frame.code.freeRegister + i] = closure[i];
        }
        machine.frame = frame;
        machine.allocate(64 + 8L * frame.registers.length);
        return frame;
    }

    /// Makes the frame on top a generator if its function is one.
    private Object entered(Frame frame) {
        if (!frame.code.isGenerator) {
            return SWITCH;
        }
        machine.frame = frame.caller;
        machine.depth--;
        frame.caller = null;
        var generator = new GeneratorObject(frame);
        frame.generator = generator;
        return generator;
    }

    /// Gives a result to the instruction of the frame on top, and goes on to the next instruction.
    void deliver(Object value) {
        Frame frame = machine.frame;
        int[] code = frame.code.instructions;
        frame.registers[code[frame.pc + 1]] = value;
        frame.pc += Opcode.length(code[frame.pc]);
    }

    // --- calls

    /// Calls with arguments in consecutive registers.
    ///
    /// @param base the register before the first argument
    /// @return the result or [#SWITCH]
    Object call(Object callee, Object[] registers, int base, int count, Return onReturn) {
        if (callee instanceof FunctionObject function
                && function.code.isSimple
                && function.code.signature.positional() == count) {
            Frame frame = push(function, onReturn);
            for (int i = 0; i < count; i++) {
                frame.registers[i] = registers[base + 1 + i];
                registers[base + 1 + i] = null; // keeps nothing reachable
            }
            return entered(frame);
        }
        Object[] arguments = Arrays.copyOfRange(registers, base + 1, base + 1 + count);
        Arrays.fill(registers, base + 1, base + 1 + count, null);
        if (callee instanceof BuiltinFunction function) {
            return builtin(function, arguments, null, onReturn);
        }
        return invoke(callee, arguments, null, onReturn);
    }

    /// Calls with an object before the arguments.
    Object callMethod(Object function, Object self, Object[] registers, int base, int count) {
        registers[base] = self;
        return call(function, registers, base - 1, count + 1, Return.VALUE);
    }

    /// @param keywords the arguments by name, or null
    /// @return the result or [#SWITCH]
    Object invoke(Object callee, Object[] arguments, @Nullable DictObject keywords, Return onReturn) {
        return switch (callee) {
            case FunctionObject function -> {
                Frame frame = push(function, onReturn);
                try {
                    ArgumentBinder.bind(function, frame.registers, arguments, keywords);
                } catch (Raised e) {
                    machine.frame = frame.caller;
                    machine.depth--;
                    throw e;
                }
                yield entered(frame);
            }
            case BuiltinFunction function -> builtin(function, arguments, keywords, onReturn);
            case MethodObject method -> {
                Object[] all = new Object[arguments.length + 1];
                all[0] = method.self;
                System.arraycopy(arguments, 0, all, 1, arguments.length);
                yield invoke(method.function, all, keywords, onReturn);
            }
            case ClassObject type -> construct(type, arguments, keywords, onReturn);
            case ClassMethodObject method
            when method.isStatic() -> invoke(method.function, arguments, keywords, onReturn);
            default -> {
                Object method = Types.special(callee, "__call__");
                if (method == null) {
                    throw Errors.type("'" + Types.nameOf(callee) + "' object is not callable");
                }
                yield invoke(new MethodObject(callee, method), arguments, keywords, onReturn);
            }
        };
    }

    private Object builtin(
            BuiltinFunction function, Object[] arguments, @Nullable DictObject keywords, Return onReturn) {
        Object value;
        if (keywords == null || keywords.table.size == 0) {
            value = function.call(machine, arguments);
        } else if (!function.parameters.isEmpty()) {
            value = function.callBound(machine, ArgumentBinder.bind(function, arguments, keywords));
        } else if (machine.library.hasFallback(function.name)) {
            return invoke(machine.library.fallback(function.name), arguments, keywords, onReturn);
        } else {
            throw Errors.type(function.simpleName() + "() takes no keyword arguments");
        }
        return value instanceof Request request ? request(request, function, arguments, keywords, onReturn) : value;
    }

    private Object request(
            Request request,
            BuiltinFunction function,
            Object[] arguments,
            @Nullable DictObject keywords,
            Return onReturn) {
        if (request instanceof Request.NeedsCode) {
            return invoke(machine.library.fallback(function.name), arguments, keywords, onReturn);
        }
        return request(request, onReturn);
    }

    /// Does what a function in Java asks for.
    Object request(Request request, Return onReturn) {
        return switch (request) {
            case Request.NeedsCode _ -> throw new IllegalStateException("no function of the library");
            case Request.LongWork work -> {
                machine.work = work;
                yield SWITCH;
            }
            case Request.Invoke call -> invoke(call.callee(), call.arguments().toArray(), null, onReturn);
            case Request.Send send -> machine.generators.send(send.generator(), send.sent());
            case Request.NextOr next -> machine.generators.next(next.generator(), next.atEnd());
            case Request.Throw thrown -> machine.generators.raise(thrown.generator(), thrown.exception());
            case Request.Close close -> machine.generators.close(close.generator());
            case Request.Load load -> machine.attributes.load(load.value(), load.name());
            case Request.Store store -> {
                Object stored = machine.attributes.store(store.value(), store.name(), store.attribute());
                if (stored == SWITCH) {
                    machine.frame.onReturn = Return.NOTHING;
                }
                yield stored == null ? Singleton.NONE : SWITCH;
            }
            case Request.Step step -> {
                machine.stepped(step.value());
                deliver(Singleton.NONE);
                yield SWITCH;
            }
            case Request.Await await -> {
                machine.await(await.awaited());
                yield SWITCH;
            }
        };
    }

    /// Calls a function of the library.
    Object library(String name, Return onReturn, Object... arguments) {
        return invoke(machine.library.function(name), arguments, null, onReturn);
    }

    // --- instances

    private Object construct(ClassObject type, Object[] arguments, @Nullable DictObject keywords, Return onReturn) {
        if (type.constructor != null) {
            return builtin(type.constructor, arguments, keywords, onReturn);
        }
        if (type.lookup("__new__") instanceof FunctionObject) {
            Object[] all = new Object[arguments.length + 1];
            all[0] = type;
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            return invoke(machine.library.function("construct"), all, keywords, onReturn);
        }
        machine.allocate(64);
        Object instance = allocate(type, arguments);
        Object initializer = type.lookup("__init__");
        if (initializer == null || initializer == machine.library.objectInitializer()) {
            if (type.layout == ClassObject.Layout.EXCEPTION) {
                return instance;
            }
            if (arguments.length > 0 || (keywords != null && keywords.table.size > 0)) {
                throw Errors.type(type.name + "() takes no arguments");
            }
            return instance;
        }
        Object[] all = new Object[arguments.length + 1];
        all[0] = instance;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Object value = invoke(initializer, all, keywords, Return.INSTANCE);
        if (value == SWITCH) {
            machine.frame.subject = instance;
            return SWITCH;
        }
        return instance;
    }

    /// @return a new object without contents; an exception has the arguments
    static Object allocate(ClassObject type, Object[] arguments) {
        return switch (type.layout) {
            case PLAIN -> new InstanceObject(type);
            case EXCEPTION -> new ExceptionObject(type, TupleObject.of(arguments));
            case LIST -> new ListObject(type, new Object[0], 0);
            case TUPLE -> new TupleObject(type, arguments);
            case DICT -> new DictObject(type);
            case SET -> new SetObject(type, new HashTable(false));
            case FINAL -> throw Errors.type("cannot create '" + type.name + "' instances");
        };
    }

    // --- returns

    /// Leaves the frame on top, which has returned a value.
    void returned(Frame callee, Object value) {
        Frame caller = callee.caller;
        machine.frame = caller;
        machine.depth--;
        callee.caller = null;
        if (callee.generator != null) {
            machine.generators.ended(callee, value);
            return;
        }
        switch (callee.onReturn) {
            case VALUE -> deliver(value);
            case NOTHING -> deliver(Singleton.NONE);
            case DISCARD -> caller.pc += Opcode.length(caller.code.instructions[caller.pc]);
            case INSTANCE -> {
                if (value != Singleton.NONE) {
                    throw Errors.type("__init__() should return None, not '" + Types.nameOf(value) + "'");
                }
                deliver(callee.subject);
            }
            case TEST -> test(caller, truthOf(value));
            case BOOLEAN -> library(value, false);
            case NEGATED -> library(value, true);
            case OPERATOR -> operator(callee, value);
            case CLASS -> deliver(classOf(callee, value));
            case NEXT_METHOD -> deliver(value);
            case ITERATOR -> iterator(value);
            case END -> {
                machine.frame = null;
                machine.result = value;
            }
            case LOOP, NEXT, NEXT_DEFAULT, DELEGATE, CLOSE -> throw new IllegalStateException();
        }
    }

    private boolean truthOf(Object value) {
        return switch (value) {
            case Boolean b -> b;
            case Long l -> {
                if (l < 0) {
                    throw Errors.value("__len__() should return >= 0");
                }
                yield l != 0;
            }
            default -> throw Errors.type("__bool__ should return bool, returned " + Types.nameOf(value));
        };
    }

    private void library(Object value, boolean negated) {
        int truth = Operators.truth(value);
        if (truth == Equality.UNKNOWN) {
            library("truth", Return.VALUE, value, negated);
        } else {
            deliver((truth == 1) != negated);
        }
    }

    private void iterator(Object value) {
        if (!machine.attributes.isIterator(value)) {
            throw Errors.type("iter() returned non-iterator of type '" + Types.nameOf(value) + "'");
        }
        deliver(value);
    }

    private void operator(Frame callee, Object value) {
        if (value == Singleton.NOT_IMPLEMENTED) {
            var rest = (Request.Invoke) callee.subject;
            invokeAndDeliver(rest.callee(), rest.arguments().toArray());
        } else {
            deliver(value);
        }
    }

    private void invokeAndDeliver(Object callee, Object[] arguments) {
        Object value = invoke(callee, arguments, null, Return.VALUE);
        if (value != SWITCH) {
            deliver(value);
        }
    }

    /// Continues a conditional jump.
    static void test(Frame frame, boolean value) {
        int[] code = frame.code.instructions;
        int pc = frame.pc;
        boolean jumps = code[pc] == Opcode.JUMP_IF_TRUE ? value : !value;
        if (code[pc] == Opcode.NOT) {
            frame.registers[code[pc + 1]] = !value;
            frame.pc = pc + Opcode.length(Opcode.NOT);
        } else {
            frame.pc = jumps ? code[pc + 2] : pc + Opcode.length(code[pc]);
        }
    }

    private ClassObject classOf(Frame body, Object cell) {
        var definition = (TupleObject) body.subject;
        var name = (String) definition.items[0];
        var base = (ClassObject) definition.items[1];
        Code code = body.code;
        var type = new ClassObject(
                Types.TYPE,
                name,
                code.qualifiedName(),
                body.function.globals.module,
                base,
                base.layout,
                code.isLibrary());
        HashTable names = body.namespace.table;
        for (int i = names.begin; i < names.end; i++) {
            if (names.key(i) instanceof String member) {
                type.setMember(member, names.value(i));
            }
        }
        if (code.documentation() != null) {
            type.members.putIfAbsent("__doc__", code.documentation());
        }
        if (type.isShared && type.members.get("__slots__") instanceof TupleObject slots) {
            type.fixAttributes(Arrays.stream(slots.items)
                    .map(String.class::cast)
                    .filter(member -> !member.equals("__dict__"))
                    .toArray(String[]::new));
        }
        if (type.members.containsKey("__eq__") && !type.members.containsKey("__hash__")) {
            type.setMember("__hash__", Singleton.NONE);
        }
        if (cell instanceof Cell shared) {
            shared.value = type;
        }
        return type;
    }
}
