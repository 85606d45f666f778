package dev.interleave.language.jvm;

import static dev.interleave.language.code.Opcode.*;
import static dev.interleave.language.jvm.GeneratedNames.*;

import dev.interleave.language.code.Code;
import dev.interleave.language.code.Opcode;
import dev.interleave.language.jvm.CodeFlow.Plan;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Generates the method of one code. Not thread-safe.
final class MethodGenerator {

    private static final int MACHINE_VARIABLE = 1;
    private static final int FRAME_VARIABLE = 2;
    private static final int PC_VARIABLE = 3;
    private static final int REGISTERS_VARIABLE = 4;
    private static final int RESULT = 5;
    private static final int FIRST = 6;
    private static final int CALLEE = 10;
    private static final int FORM = 11;
    private static final int DEPTH = 12;
    private static final int BASE = 13;

    private static final int MISMATCH = 0;
    private static final int OVERFLOW = 1;
    private static final int STOP = 2;

    private final CodeBuilder b;
    private final int[] c;
    private final CodeFlow flow;
    private final boolean isStoredAtOnce;
    private final Object[] constants;
    private final int firstConstant;
    private final Label[] labels;
    private final @Nullable Registers[] inherited;
    private final Deque<Runnable> late = new ArrayDeque<>();
    private final Map<String, Label> ways = new HashMap<>();
    private final Label leave;

    private Registers state;

    /// The instructions of those charged together that have not begun.
    private int uncharged;

    MethodGenerator(CodeBuilder b, Code code, CodeFlow flow, boolean isStoredAtOnce) {
        this.b = b;
        this.c = code.instructions;
        this.flow = flow;
        this.isStoredAtOnce = isStoredAtOnce;
        this.constants = code.constantValues();
        this.firstConstant = code.constants();
        this.labels = new Label[c.length + 1];
        this.inherited = new Registers[c.length + 1];
        this.leave = b.newLabel();
        this.state = new Registers(firstConstant);
        for (int pc = 0; pc < c.length; pc++) {
            labels[pc] = b.newLabel();
        }
    }

    void generate() {
        b.aload(FRAME_VARIABLE).getfield(FRAME, "registers", OBJECTS).astore(REGISTERS_VARIABLE);
        List<SwitchCase> cases = new ArrayList<>();
        flow.entries().stream().forEach(pc -> cases.add(SwitchCase.of(pc, labels[pc])));
        b.iload(PC_VARIABLE).lookupswitch(leave, cases);
        boolean isFallingThrough = false;
        for (int pc = 0; pc < c.length; pc += Opcode.length(c[pc])) {
            if (!flow.isReachable(pc)) {
                isFallingThrough = false;
                continue;
            }
            if (flow.isLeader(pc)) {
                begin(pc, isFallingThrough);
            }
            isFallingThrough = instruction(pc);
        }
        while (!late.isEmpty()) {
            late.remove().run();
        }
        b.labelBinding(leave).aconst_null().areturn();
    }

    // --- blocks

    private void begin(int pc, boolean isFallingThrough) {
        Registers before = inherited[pc];
        if (isFallingThrough) {
            if (flow.isContinuation(pc)) {
                before = state.copy();
            } else {
                store(state);
            }
        }
        b.labelBinding(labels[pc]);
        state = before != null ? before.copy() : new Registers(firstConstant);
        uncharged = 0;
        if (flow.isEntry(pc)) {
            b.aload(MACHINE_VARIABLE).getfield(MACHINE, "fuel", LONG).lconst_0().lcmp();
            b.ifle(new Exit(pc, 0, STOP).label());
        }
    }

    /// @return where to jump to continue at another instruction from here
    private Label edge(int target) {
        if (flow.isContinuation(target)) {
            inherited[target] = state.copy();
            return labels[target];
        }
        if (!state.hasUnstored()) {
            return labels[target];
        }
        Registers here = state.copy();
        Label stub = b.newLabel();
        late.add(() -> {
            b.labelBinding(stub);
            store(here);
            b.goto_(labels[target]);
        });
        return stub;
    }

    private void jump(int target) {
        if (flow.isContinuation(target)) {
            inherited[target] = state.copy();
        } else {
            store(state);
        }
        b.goto_(labels[target]);
    }

    // --- fuel and exits

    private void charge(int pc) {
        if (uncharged > 0) {
            return;
        }
        uncharged = flow.charged(pc);
        addFuel(-uncharged);
    }

    private void addFuel(int units) {
        if (units != 0) {
            b.aload(MACHINE_VARIABLE)
                    .dup()
                    .getfield(MACHINE, "fuel", LONG)
                    .loadConstant((long) units)
                    .ladd()
                    .putfield(MACHINE, "fuel", LONG);
        }
    }

    private void setPc(int pc) {
        b.aload(FRAME_VARIABLE).loadConstant(pc).putfield(FRAME, "pc", INT);
    }

    /// A way out of the method, generated if it is needed.
    private final class Exit {
        private final int pc;
        private final int refund;
        private final int reason;
        private final Registers here = state.copy();
        private @Nullable Label label;

        Exit(int pc, int refund, int reason) {
            this.pc = pc;
            this.refund = refund;
            this.reason = reason;
        }

        Label label() {
            if (label == null) {
                label = b.newLabel();
                late.add(this::generate);
            }
            return label;
        }

        private void generate() {
            b.labelBinding(label()).loadConstant(pc).istore(PC_VARIABLE);
            b.loadConstant(reason + 4 * refund).istore(DEPTH).goto_(way(here, here.count()));
        }
    }

    /// @param refund the number of instructions that were charged and not executed
    private Exit exit(int pc, int refund) {
        return new Exit(pc, refund, MISMATCH);
    }

    private Exit overflow(int pc, int refund) {
        return new Exit(pc, refund, OVERFLOW);
    }

    /// @return where registers below a limit are stored, and the method is left; exits share what they have in common
    private Label way(Registers here, int limit) {
        int last = limit - 1;
        while (last >= 0 && !here.isUnstored[last]) {
            last--;
        }
        int register = last;
        return ways.computeIfAbsent(here.key(last + 1), _ -> {
            Label label = b.newLabel();
            late.add(() -> {
                b.labelBinding(label);
                if (register < 0) {
                    b.aload(MACHINE_VARIABLE)
                            .aload(FRAME_VARIABLE)
                            .iload(PC_VARIABLE)
                            .iload(DEPTH);
                    b.invokestatic(SUPPORT, "exit", type(OBJECT, MACHINE, FRAME, INT, INT))
                            .areturn();
                } else {
                    b.aload(REGISTERS_VARIABLE).loadConstant(register);
                    pushCached(here, register);
                    b.aastore().goto_(way(here, register));
                }
            });
            return label;
        });
    }

    // --- registers

    private boolean isConstant(int register) {
        return register >= firstConstant;
    }

    private static int object(int register) {
        return BASE + register * 3;
    }

    private static int number(int register) {
        return BASE + register * 3 + 1;
    }

    private void store(Registers from) {
        for (int i = 0; i < from.count(); i++) {
            if (from.isUnstored[i]) {
                b.aload(REGISTERS_VARIABLE).loadConstant(i);
                pushCached(from, i);
                b.aastore();
            }
        }
        if (from == state) {
            state.markStored();
        }
    }

    private void pushCached(Registers from, int i) {
        if (from.isObject[i]) {
            b.aload(object(i));
        } else if (from.number[i] == Kinds.LONG) {
            b.lload(number(i)).invokestatic(SMALL_INTEGERS, "box", type(LONG_OBJECT, LONG));
        } else {
            b.dload(number(i)).invokestatic(DOUBLE_OBJECT, "valueOf", type(DOUBLE_OBJECT, DOUBLE));
        }
    }

    private void pushObject(int register) {
        if (isConstant(register)) {
            b.aload(REGISTERS_VARIABLE).loadConstant(register).aaload();
        } else if (state.isObject[register]) {
            b.aload(object(register));
        } else {
            if (state.number[register] != 0 && state.isUnstored[register]) {
                pushCached(state, register);
            } else {
                b.aload(REGISTERS_VARIABLE).loadConstant(register).aaload();
            }
            b.dup().astore(object(register));
            state.isObject[register] = true;
        }
    }

    /// Makes sure that a register holds a number, and that it is in a local variable.
    private void ensure(int register, int kind, Exit exit) {
        ClassDesc boxed = kind == Kinds.LONG ? LONG_OBJECT : DOUBLE_OBJECT;
        if (isConstant(register)) {
            Object value = constants[register - firstConstant];
            if (kind == Kinds.LONG ? value instanceof Long : value instanceof Double) {
                return;
            }
            b.goto_(exit.label());
            return;
        }
        if (state.number[register] == kind) {
            return;
        }
        pushObject(register);
        b.instanceOf(boxed).ifeq(exit.label());
        b.aload(object(register)).checkcast(boxed);
        if (kind == Kinds.LONG) {
            b.invokevirtual(LONG_OBJECT, "longValue", type(LONG)).lstore(number(register));
        } else {
            b.invokevirtual(DOUBLE_OBJECT, "doubleValue", type(DOUBLE)).dstore(number(register));
        }
        state.number[register] = (byte) kind;
    }

    private void pushLong(int register) {
        if (isConstant(register)) {
            b.loadConstant(constants[register - firstConstant] instanceof Long l ? l.longValue() : 0L);
        } else {
            b.lload(number(register));
        }
    }

    private void pushDouble(int register, int kind) {
        if (kind == Kinds.LONG) {
            pushLong(register);
            b.l2d();
        } else if (isConstant(register)) {
            b.loadConstant(constants[register - firstConstant] instanceof Double d ? d.doubleValue() : 0.0);
        } else {
            b.dload(number(register));
        }
    }

    private void define(int register, int kind) {
        if (kind == Kinds.LONG) {
            b.lstore(number(register));
        } else {
            b.dstore(number(register));
        }
        state.number[register] = (byte) kind;
        state.isObject[register] = false;
        defined(register);
    }

    private void defineObject(int register) {
        b.astore(object(register));
        state.number[register] = 0;
        state.isObject[register] = true;
        defined(register);
    }

    private void defined(int register) {
        state.isUnstored[register] = true;
        if (isStoredAtOnce) {
            store(state);
        }
    }

    // --- instructions

    /// @return whether the next instruction follows
    private boolean instruction(int pc) {
        Plan plan = flow.plan(pc);
        if (plan == Plan.EXIT) {
            b.goto_(exit(pc, uncharged).label());
            return false;
        }
        charge(pc);
        int refund = uncharged--;
        switch (plan) {
            case IN_PLACE -> inPlace(pc, refund);
            case CALL -> call(pc);
            default -> {
                return branch(pc, refund);
            }
        }
        return true;
    }

    private void inPlace(int pc, int refund) {
        int opcode = c[pc];
        switch (opcode) {
            case MOVE -> move(c[pc + 1], c[pc + 2]);
            case LOAD_LITERAL -> {
                b.aload(FRAME_VARIABLE).getfield(FRAME, "code", CODE).getfield(CODE, "literals", OBJECTS);
                b.loadConstant(c[pc + 2]).aaload();
                defineObject(c[pc + 1]);
            }
            case LOAD_GLOBAL -> {
                Exit exit = exit(pc, refund);
                b.aload(FRAME_VARIABLE).loadConstant(c[pc + 2]).loadConstant(c[pc + 3]);
                b.invokestatic(SUPPORT, "global", type(OBJECT, FRAME, INT, INT));
                b.dup().astore(RESULT).ifnull(exit.label()).aload(RESULT);
                defineObject(c[pc + 1]);
            }
            case STORE_GLOBAL -> {
                b.aload(FRAME_VARIABLE).loadConstant(c[pc + 1]);
                pushObject(c[pc + 2]);
                b.invokestatic(SUPPORT, "setGlobal", type(VOID, FRAME, INT, OBJECT));
            }
            case LOAD_CELL -> {
                Exit exit = exit(pc, refund);
                pushObject(c[pc + 2]);
                b.invokestatic(SUPPORT, "cellValue", type(OBJECT, OBJECT));
                b.dup().astore(RESULT).ifnull(exit.label()).aload(RESULT);
                defineObject(c[pc + 1]);
            }
            case STORE_CELL -> {
                pushObject(c[pc + 1]);
                pushObject(c[pc + 2]);
                b.invokestatic(SUPPORT, "setCell", type(VOID, OBJECT, OBJECT));
            }
            case NEW_CELL -> {
                pushObject(c[pc + 1]);
                b.invokestatic(SUPPORT, "cell", type(OBJECT, OBJECT));
                defineObject(c[pc + 1]);
            }
            case CHECK -> {
                if (isConstant(c[pc + 1]) || state.number[c[pc + 1]] == 0) {
                    Exit exit = exit(pc, refund);
                    pushObject(c[pc + 1]);
                    b.ifnull(exit.label());
                }
            }
            case CLEAR -> {
                b.aconst_null();
                defineObject(c[pc + 1]);
            }
            case NOT -> not(pc, refund);
            case IS, IS_NOT -> {
                pushObject(c[pc + 2]);
                pushObject(c[pc + 3]);
                b.invokestatic(SUPPORT, opcode == IS ? "isSame" : "isOther", type(OBJECT, OBJECT, OBJECT));
                defineObject(c[pc + 1]);
            }
            case LOAD_ATTRIBUTE -> loadAttribute(pc, refund);
            case STORE_ATTRIBUTE -> storeAttribute(pc, refund);
            case SUBSCRIPT -> {
                Exit exit = exit(pc, refund);
                ensure(c[pc + 3], Kinds.LONG, exit);
                pushObject(c[pc + 2]);
                pushLong(c[pc + 3]);
                b.invokestatic(SUPPORT, "item", type(OBJECT, OBJECT, LONG));
                b.dup().astore(RESULT).ifnull(exit.label()).aload(RESULT);
                defineObject(c[pc + 1]);
            }
            case STORE_SUBSCRIPT -> {
                Exit exit = exit(pc, refund);
                ensure(c[pc + 2], Kinds.LONG, exit);
                pushObject(c[pc + 1]);
                pushLong(c[pc + 2]);
                pushObject(c[pc + 3]);
                b.invokestatic(SUPPORT, "setItem", type(BOOLEAN, OBJECT, LONG, OBJECT))
                        .ifeq(exit.label());
            }
            case APPEND -> {
                b.aload(MACHINE_VARIABLE);
                pushObject(c[pc + 1]);
                pushObject(c[pc + 2]);
                b.invokestatic(SUPPORT, "append", type(BOOLEAN, MACHINE, OBJECT, OBJECT));
                b.ifne(new Exit(pc + Opcode.length(opcode), refund - 1, STOP).label());
            }
            case UNPACK -> {
                store(state);
                b.aload(FRAME_VARIABLE).loadConstant(pc).invokestatic(SUPPORT, "unpack", type(VOID, FRAME, INT));
                for (int i = 0; i < c[pc + 3]; i++) {
                    state.forget(c[pc + 1] + i);
                }
            }
            default -> numeric(pc, refund);
        }
    }

    private void move(int to, int from) {
        if (!isConstant(from) && state.number[from] != 0) {
            if (state.number[from] == Kinds.LONG) {
                b.lload(number(from));
            } else {
                b.dload(number(from));
            }
            define(to, state.number[from]);
        } else if (isConstant(from) && constants[from - firstConstant] instanceof Long l) {
            b.loadConstant((long) l);
            define(to, Kinds.LONG);
        } else if (isConstant(from) && constants[from - firstConstant] instanceof Double d) {
            b.loadConstant((double) d);
            define(to, Kinds.DOUBLE);
        } else {
            pushObject(from);
            defineObject(to);
        }
    }

    private void not(int pc, int refund) {
        Exit exit = exit(pc, refund);
        pushObject(c[pc + 2]);
        b.invokestatic(SUPPORT, "negation", type(OBJECT, OBJECT));
        b.dup().astore(RESULT).ifnull(exit.label()).aload(RESULT);
        defineObject(c[pc + 1]);
    }

    private void loadAttribute(int pc, int refund) {
        Exit exit = exit(pc, refund);
        pushCode();
        pushObject(c[pc + 2]);
        b.loadConstant(c[pc + 4]).invokestatic(SUPPORT, "attribute", type(OBJECT, CODE, OBJECT, INT));
        b.dup().astore(RESULT).ifnull(exit.label()).aload(RESULT);
        defineObject(c[pc + 1]);
    }

    private void storeAttribute(int pc, int refund) {
        Exit exit = exit(pc, refund);
        pushCode();
        pushObject(c[pc + 1]);
        pushObject(c[pc + 3]);
        b.loadConstant(c[pc + 4]).invokestatic(SUPPORT, "setAttribute", type(BOOLEAN, CODE, OBJECT, OBJECT, INT));
        b.ifeq(exit.label());
    }

    private void pushCode() {
        b.aload(FRAME_VARIABLE).getfield(FRAME, "code", CODE);
    }

    private void pushPlace(int pc) {
        b.aload(MACHINE_VARIABLE).aload(FRAME_VARIABLE).loadConstant(pc);
    }

    // --- numbers

    private void numeric(int pc, int refund) {
        int kind = flow.number(pc);
        int opcode = c[pc];
        Exit exit = exit(pc, refund);
        if (opcode == NEGATE) {
            ensure(c[pc + 2], kind, exit);
            negate(pc, refund, kind);
            return;
        }
        prepare(pc, exit);
        if (opcode >= EQUAL && opcode <= GREATER_OR_EQUAL) {
            Label isTrue = b.newLabel();
            Label end = b.newLabel();
            branchIf(pc, opcode - EQUAL, kind, isTrue);
            b.getstatic(BOOLEAN_OBJECT, "FALSE", BOOLEAN_OBJECT).astore(RESULT).goto_(end);
            b.labelBinding(isTrue)
                    .getstatic(BOOLEAN_OBJECT, "TRUE", BOOLEAN_OBJECT)
                    .astore(RESULT);
            b.labelBinding(end).aload(RESULT);
            defineObject(c[pc + 1]);
        } else if (kind == Kinds.LONG) {
            longs(pc, refund, opcode >= INPLACE_ADD ? opcode - INPLACE_ADD + ADD : opcode, exit);
        } else {
            doubles(pc, opcode >= INPLACE_ADD ? opcode - INPLACE_ADD + ADD : opcode, exit);
        }
    }

    private void prepare(int pc, Exit exit) {
        ensure(c[pc + 2], flow.first(pc), exit);
        ensure(c[pc + 3], flow.second(pc), exit);
    }

    private void negate(int pc, int refund, int kind) {
        if (kind == Kinds.DOUBLE) {
            pushDouble(c[pc + 2], kind);
            b.dneg();
        } else {
            pushLong(c[pc + 2]);
            b.loadConstant(Long.MIN_VALUE).lcmp().ifeq(overflow(pc, refund).label());
            pushLong(c[pc + 2]);
            b.lneg();
        }
        define(c[pc + 1], kind);
    }

    private void longs(int pc, int refund, int opcode, Exit exit) {
        int x = c[pc + 2];
        int y = c[pc + 3];
        switch (opcode) {
            case ADD -> sum(pc, refund, x, y, true);
            case SUBTRACT -> sum(pc, refund, x, y, false);
            case MULTIPLY -> product(pc, refund, x, y);
            case FLOOR_DIVIDE, MODULO -> {
                pushLong(y);
                b.lconst_0().lcmp().ifle(exit.label());
                pushLong(x);
                pushLong(y);
                b.invokestatic(MATH, opcode == MODULO ? "floorMod" : "floorDiv", type(LONG, LONG, LONG));
                define(c[pc + 1], Kinds.LONG);
            }
            case SHIFT_RIGHT -> {
                pushLong(y);
                b.loadConstant(63L)
                        .invokestatic(LONG_OBJECT, "compareUnsigned", type(INT, LONG, LONG))
                        .ifgt(exit.label());
                pushLong(x);
                pushLong(y);
                b.l2i().lshr();
                define(c[pc + 1], Kinds.LONG);
            }
            default -> {
                pushLong(x);
                pushLong(y);
                if (opcode == BIT_AND) {
                    b.land();
                } else if (opcode == BIT_OR) {
                    b.lor();
                } else {
                    b.lxor();
                }
                define(c[pc + 1], Kinds.LONG);
            }
        }
    }

    private void sum(int pc, int refund, int x, int y, boolean isAddition) {
        Exit overflow = overflow(pc, refund);
        pushLong(x);
        pushLong(y);
        if (isAddition) {
            b.ladd();
        } else {
            b.lsub();
        }
        b.lstore(FIRST);
        pushLong(x);
        if (isAddition) {
            b.lload(FIRST);
        } else {
            pushLong(y);
        }
        b.lxor();
        if (isAddition) {
            pushLong(y);
        } else {
            pushLong(x);
        }
        b.lload(FIRST).lxor().land().lconst_0().lcmp().iflt(overflow.label());
        b.lload(FIRST);
        define(c[pc + 1], Kinds.LONG);
    }

    private void product(int pc, int refund, int x, int y) {
        Exit overflow = overflow(pc, refund);
        pushLong(x);
        pushLong(y);
        b.invokestatic(MATH, "multiplyHigh", type(LONG, LONG, LONG));
        pushLong(x);
        pushLong(y);
        b.lmul().dup2().lstore(FIRST).loadConstant(63).lshr().lcmp().ifne(overflow.label());
        b.lload(FIRST);
        define(c[pc + 1], Kinds.LONG);
    }

    private void doubles(int pc, int opcode, Exit exit) {
        int x = c[pc + 2];
        int y = c[pc + 3];
        if (opcode == DIVIDE) {
            pushDouble(y, flow.second(pc));
            b.dconst_0().dcmpl().ifeq(exit.label());
        }
        pushDouble(x, flow.first(pc));
        pushDouble(y, flow.second(pc));
        switch (opcode) {
            case ADD -> b.dadd();
            case SUBTRACT -> b.dsub();
            case MULTIPLY -> b.dmul();
            default -> b.ddiv();
        }
        define(c[pc + 1], Kinds.DOUBLE);
    }

    /// Jumps if two numbers compare as an operator says, counted from `==`; not if one is not a number.
    private void branchIf(int pc, int operator, int kind, Label target) {
        if (kind == Kinds.LONG) {
            pushLong(c[pc + 2]);
            pushLong(c[pc + 3]);
            b.lcmp();
        } else {
            pushDouble(c[pc + 2], Kinds.DOUBLE);
            pushDouble(c[pc + 3], Kinds.DOUBLE);
            if (operator == LESS - EQUAL || operator == LESS_OR_EQUAL - EQUAL) {
                b.dcmpg();
            } else {
                b.dcmpl();
            }
        }
        switch (operator + EQUAL) {
            case EQUAL -> b.ifeq(target);
            case NOT_EQUAL -> b.ifne(target);
            case LESS -> b.iflt(target);
            case LESS_OR_EQUAL -> b.ifle(target);
            case GREATER -> b.ifgt(target);
            default -> b.ifge(target);
        }
    }

    // --- branches

    private boolean branch(int pc, int refund) {
        int opcode = c[pc];
        switch (opcode) {
            case JUMP -> jump(c[pc + 1]);
            case JUMP_IF_FALSE, JUMP_IF_TRUE -> {
                return test(pc, refund);
            }
            case FOR -> {
                return loop(pc, refund);
            }
            case RETURN -> {
                pushObject(c[pc + 1]);
                b.astore(RESULT);
                b.aload(MACHINE_VARIABLE).aload(FRAME_VARIABLE).aload(RESULT);
                b.invokestatic(SUPPORT, "returned", type(OBJECT, MACHINE, FRAME, OBJECT))
                        .areturn();
            }
            case YIELD -> {
                store(state);
                setPc(pc);
                b.aload(MACHINE_VARIABLE);
                pushObject(c[pc + 2]);
                b.invokestatic(SUPPORT, "yielded", type(OBJECT, MACHINE, OBJECT))
                        .areturn();
            }
            case RERAISE -> {
                store(state);
                setPc(pc);
                pushObject(c[pc + 1]);
                b.invokestatic(SUPPORT, "raised", type(RAISED, OBJECT)).athrow();
            }
            case RAISE, RAISE_FROM, RAISE_CURRENT -> {
                store(state);
                setPc(pc);
                pushPlace(pc);
                b.invokestatic(SUPPORT, "perform", type(BOOLEAN, MACHINE, FRAME, INT))
                        .pop()
                        .goto_(leave);
            }
            default -> {
                return unless(pc, refund);
            }
        }
        return false;
    }

    private boolean test(int pc, int refund) {
        boolean jumpsIf = c[pc] == JUMP_IF_TRUE;
        Exit exit = exit(pc, refund);
        Label undecided = b.newLabel();
        Label isFalse = b.newLabel();
        pushObject(c[pc + 1]);
        b.astore(RESULT);
        Label target = edge(c[pc + 2]);
        Label next = b.newLabel();
        b.aload(RESULT)
                .getstatic(BOOLEAN_OBJECT, jumpsIf ? "TRUE" : "FALSE", BOOLEAN_OBJECT)
                .if_acmpeq(target);
        b.aload(RESULT)
                .getstatic(BOOLEAN_OBJECT, jumpsIf ? "FALSE" : "TRUE", BOOLEAN_OBJECT)
                .if_acmpne(undecided);
        b.labelBinding(next);
        late.add(() -> {
            b.labelBinding(undecided);
            b.aload(RESULT)
                    .invokestatic(SUPPORT, "truth", type(INT, OBJECT))
                    .dup()
                    .istore(DEPTH);
            b.ifeq(isFalse);
            b.iload(DEPTH).iconst_1().if_icmpeq(jumpsIf ? target : next);
            b.goto_(exit.label());
            b.labelBinding(isFalse).goto_(jumpsIf ? next : target);
        });
        return true;
    }

    private boolean unless(int pc, int refund) {
        int opcode = c[pc];
        int kind = flow.number(pc);
        if (kind != 0) {
            prepare(pc, exit(pc, refund));
            Label no = edge(c[pc + 4]);
            int operator = opcode - UNLESS_EQUAL;
            // the opposite of a comparison of floats holds too if one is not a number
            if (kind == Kinds.LONG) {
                branchIf(pc, opposite(operator), kind, no);
                jump(pc + 8);
            } else {
                branchIf(pc, operator, kind, edge(pc + 8));
                b.goto_(no);
            }
            return false;
        }
        store(state);
        setPc(pc);
        pushPlace(pc);
        pushObject(c[pc + 2]);
        pushObject(c[pc + 3]);
        b.invokestatic(SUPPORT, "unless", type(INT, MACHINE, FRAME, INT, OBJECT, OBJECT));
        b.dup().istore(DEPTH).iflt(leave);
        b.iload(DEPTH).ifeq(edge(c[pc + 4]));
        b.iload(DEPTH).iconst_1().if_icmpeq(edge(pc + 8));
        state.forget(c[pc + 1]);
        return true;
    }

    private static int opposite(int operator) {
        return switch (operator + EQUAL) {
            case EQUAL -> NOT_EQUAL - EQUAL;
            case NOT_EQUAL -> 0;
            case LESS -> GREATER_OR_EQUAL - EQUAL;
            case LESS_OR_EQUAL -> GREATER - EQUAL;
            case GREATER -> LESS_OR_EQUAL - EQUAL;
            default -> LESS - EQUAL;
        };
    }

    private boolean loop(int pc, int refund) {
        int kind = flow.first(pc);
        if (kind == Kinds.LONG || kind == Kinds.LIST) {
            Exit exit = exit(pc, refund);
            pushObject(c[pc + 2]);
            b.astore(RESULT);
            Label end = edge(c[pc + 3]);
            Label last = b.newLabel();
            if (kind == Kinds.LONG) {
                b.aload(RESULT)
                        .invokestatic(SUPPORT, "hasRangeNext", type(BOOLEAN, OBJECT))
                        .ifeq(last);
                b.aload(RESULT).invokestatic(SUPPORT, "rangeNext", type(LONG, OBJECT));
                define(c[pc + 1], Kinds.LONG);
            } else {
                b.aload(RESULT).invokestatic(SUPPORT, "listNext", type(OBJECT, OBJECT));
                b.dup().astore(FORM).ifnull(last).aload(FORM);
                defineObject(c[pc + 1]);
            }
            late.add(() -> {
                b.labelBinding(last);
                b.aload(RESULT)
                        .invokestatic(SUPPORT, "isAtEnd", type(BOOLEAN, OBJECT))
                        .ifne(end);
                b.goto_(exit.label());
            });
            return true;
        }
        store(state);
        setPc(pc);
        pushPlace(pc);
        pushObject(c[pc + 2]);
        b.invokestatic(SUPPORT, "next", type(OBJECT, MACHINE, FRAME, INT, OBJECT));
        b.dup().astore(RESULT).ifnull(leave);
        b.aload(RESULT).getstatic(SUPPORT, "END", OBJECT).if_acmpeq(edge(c[pc + 3]));
        b.aload(RESULT);
        defineObject(c[pc + 1]);
        return true;
    }

    // --- calls

    private void call(int pc) {
        int opcode = c[pc];
        store(state);
        setPc(pc);
        switch (opcode) {
            case CALL -> callFunction(pc, "enter");
            case CALL_METHOD -> callFunction(pc, "enterMethod");
            case SUBSCRIPT -> operands(pc, "subscript");
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> operands(pc, "compare");
            case STORE_SUBSCRIPT -> {
                pushPlace(pc);
                pushObject(c[pc + 1]);
                pushObject(c[pc + 2]);
                pushObject(c[pc + 3]);
                b.invokestatic(SUPPORT, "storeSubscript", type(BOOLEAN, MACHINE, FRAME, INT, OBJECT, OBJECT, OBJECT));
                b.ifeq(leave);
            }
            case LOAD_ATTRIBUTE -> {
                pushPlace(pc);
                b.invokestatic(SUPPORT, "loadAttribute", type(OBJECT, MACHINE, FRAME, INT));
                result(pc);
            }
            case STORE_ATTRIBUTE -> {
                pushPlace(pc);
                b.invokestatic(SUPPORT, "storeAttribute", type(BOOLEAN, MACHINE, FRAME, INT))
                        .ifeq(leave);
            }
            case BUILD_LIST, BUILD_TUPLE -> {
                pushPlace(pc);
                b.invokestatic(SUPPORT, "build", type(OBJECT, MACHINE, FRAME, INT));
                result(pc);
            }
            default -> {
                if (opcode >= ADD && opcode <= INPLACE_MATRIX_MULTIPLY) {
                    operands(pc, "binary");
                } else {
                    rare(pc);
                }
            }
        }
    }

    private void operands(int pc, String method) {
        pushPlace(pc);
        pushObject(c[pc + 2]);
        pushObject(c[pc + 3]);
        b.invokestatic(SUPPORT, method, type(OBJECT, MACHINE, FRAME, INT, OBJECT, OBJECT));
        result(pc);
    }

    private void result(int pc) {
        b.dup().astore(RESULT).ifnull(leave).aload(RESULT);
        defineObject(c[pc + 1]);
    }

    private void callFunction(int pc, String enter) {
        Label other = b.newLabel();
        Label interpreted = b.newLabel();
        Label done = b.newLabel();
        boolean isMethod = c[pc] == CALL_METHOD;
        pushObject(c[pc + 2]);
        b.astore(RESULT);
        b.aload(MACHINE_VARIABLE).getfield(MACHINE, "depth", INT).istore(DEPTH);
        pushPlace(pc);
        b.aload(RESULT);
        b.invokestatic(SUPPORT, enter, type(FRAME, MACHINE, FRAME, INT, OBJECT))
                .dup()
                .astore(CALLEE)
                .ifnull(other);
        b.aload(MACHINE_VARIABLE).aload(CALLEE);
        b.invokestatic(SUPPORT, "form", type(COMPILED_CODE, MACHINE, FRAME))
                .dup()
                .astore(FORM)
                .ifnull(interpreted);
        pushPlace(pc);
        b.aload(FORM).aload(MACHINE_VARIABLE).aload(CALLEE).iconst_0();
        b.invokevirtual(COMPILED_CODE, "run", type(OBJECT, MACHINE, FRAME, INT)).iload(DEPTH);
        b.invokestatic(SUPPORT, "completed", type(OBJECT, MACHINE, FRAME, INT, OBJECT, INT));
        b.dup().astore(RESULT).ifnull(leave).labelBinding(done);
        int base = c[pc + (isMethod ? 4 : 3)];
        int count = c[pc + (isMethod ? 5 : 4)];
        for (int i = isMethod ? 0 : 1; i <= count; i++) {
            state.forget(base + i);
        }
        b.aload(RESULT);
        defineObject(c[pc + 1]);
        late.add(() -> {
            b.labelBinding(interpreted);
            pushPlace(pc);
            b.invokestatic(SUPPORT, "interpret", type(OBJECT, MACHINE, FRAME, INT));
            b.dup().astore(RESULT).ifnull(leave).goto_(done);
            b.labelBinding(other);
            pushPlace(pc);
            if (isMethod) {
                b.invokestatic(SUPPORT, "callMethod", type(OBJECT, MACHINE, FRAME, INT));
            } else {
                b.aload(RESULT).invokestatic(SUPPORT, "call", type(OBJECT, MACHINE, FRAME, INT, OBJECT));
            }
            b.dup().astore(RESULT).ifnull(leave).goto_(done);
        });
    }

    private void rare(int pc) {
        pushPlace(pc);
        if (hasResult(c[pc])) {
            b.invokestatic(SUPPORT, "execute", type(OBJECT, MACHINE, FRAME, INT));
            b.dup().astore(RESULT).ifnull(leave);
            state.forgetAll();
            b.aload(RESULT);
            defineObject(c[pc + 1]);
        } else {
            b.invokestatic(SUPPORT, "perform", type(BOOLEAN, MACHINE, FRAME, INT))
                    .ifeq(leave);
            state.forgetAll();
        }
    }

    private static boolean hasResult(int opcode) {
        return switch (opcode) {
            case DELETE_GLOBAL,
                    STORE_NAME,
                    DELETE_NAME,
                    DELETE_CELL,
                    DELETE_LOCAL,
                    UNPACK_REST,
                    SET_ADD,
                    DICT_SET,
                    EXTEND,
                    SET_UPDATE,
                    DICT_UPDATE,
                    DICT_MERGE,
                    DELETE_SUBSCRIPT,
                    DELETE_ATTRIBUTE -> false;
            default -> true;
        };
    }
}
