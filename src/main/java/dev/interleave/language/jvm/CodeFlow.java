package dev.interleave.language.jvm;

import static dev.interleave.language.code.Opcode.*;

import dev.interleave.language.code.Opcode;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/// Analyses the instructions of a code before it is generated: how each is executed, where it continues, and where
/// blocks begin. Not thread-safe.
final class CodeFlow {

    /// How an instruction is executed.
    enum Plan {
        /// In place, without a call that can leave.
        IN_PLACE,
        /// By a call that can leave or raise.
        CALL,
        /// As the end of a block.
        BRANCH,
        /// Not at all, because the profile has no execution of it: the method exits.
        EXIT
    }

    private static final int[] NONE = {};

    private final int[] c;
    private final short[] profile;
    private final boolean isComplete;
    private final BitSet entries = new BitSet();
    private final BitSet leaders = new BitSet();
    private final BitSet reachable = new BitSet();
    private final int[] predecessors;

    /// @param c the instructions
    /// @param profile the kinds of their operands
    /// @param isComplete whether instructions without an execution in the profile are generated too
    CodeFlow(int[] c, short[] profile, boolean isComplete) {
        this.c = c;
        this.profile = profile;
        this.isComplete = isComplete;
        this.predecessors = new int[c.length + 1];
        findEntries();
        findLeadersAndReachable();
    }

    private void findEntries() {
        entries.set(0);
        for (int pc = 0; pc < c.length; pc += Opcode.length(c[pc])) {
            for (int target : successors(pc)) {
                if (target <= pc) {
                    entries.set(target);
                }
            }
            if (c[pc] == YIELD || c[pc] == YIELD_FROM) {
                entries.set(pc + Opcode.length(c[pc]));
            }
        }
    }

    private void findLeadersAndReachable() {
        leaders.or(entries);
        for (int pc = 0; pc < c.length; pc += Opcode.length(c[pc])) {
            if (plan(pc) == Plan.BRANCH) {
                for (int target : successors(pc)) {
                    leaders.set(target);
                }
            }
        }
        Deque<Integer> pending = new ArrayDeque<>();
        entries.stream().forEach(pending::add);
        while (!pending.isEmpty()) {
            int pc = pending.remove();
            if (!reachable.get(pc)) {
                reachable.set(pc);
                for (int target : successors(pc)) {
                    predecessors[target]++;
                    pending.add(target);
                }
            }
        }
    }

    /// @return the instructions at which the method can be entered: the first, the heads of loops, and those after
    ///     a yield
    BitSet entries() {
        return entries;
    }

    boolean isEntry(int pc) {
        return entries.get(pc);
    }

    /// @return whether a block begins here
    boolean isLeader(int pc) {
        return leaders.get(pc);
    }

    boolean isReachable(int pc) {
        return reachable.get(pc);
    }

    /// @return whether a block has a single predecessor, whose cached registers it can inherit
    boolean isContinuation(int pc) {
        return !entries.get(pc) && predecessors[pc] == 1;
    }

    /// @return the number of instructions that are charged together, starting with this one
    int charged(int start) {
        int count = 0;
        int pc = start;
        while (true) {
            Plan plan = plan(pc);
            if (plan == Plan.EXIT) {
                return count;
            }
            count++;
            pc += Opcode.length(c[pc]);
            if (plan != Plan.IN_PLACE || isLeader(pc)) {
                return count;
            }
        }
    }

    private int[] successors(int pc) {
        int next = pc + Opcode.length(c[pc]);
        if (plan(pc) == Plan.EXIT) {
            return NONE;
        }
        return switch (c[pc]) {
            case JUMP -> new int[] {c[pc + 1]};
            case JUMP_IF_FALSE, JUMP_IF_TRUE -> new int[] {next, c[pc + 2]};
            case FOR -> new int[] {next, c[pc + 3]};
            case UNLESS_EQUAL,
                    UNLESS_NOT_EQUAL,
                    UNLESS_LESS,
                    UNLESS_LESS_OR_EQUAL,
                    UNLESS_GREATER,
                    UNLESS_GREATER_OR_EQUAL ->
                number(pc) != 0 ? new int[] {pc + 8, c[pc + 4]} : new int[] {next, pc + 8, c[pc + 4]};
            case RETURN, YIELD, RAISE, RAISE_FROM, RERAISE, RAISE_CURRENT -> NONE;
            default -> new int[] {next};
        };
    }

    Plan plan(int pc) {
        if (!isComplete && (profile[pc] & OperandKinds.EXECUTED) == 0) {
            return Plan.EXIT;
        }
        int opcode = c[pc];
        return switch (opcode) {
            case MOVE, LOAD_GLOBAL, STORE_GLOBAL, LOAD_CELL, STORE_CELL, CHECK, CLEAR, NEW_CELL, NOT, IS, IS_NOT ->
                Plan.IN_PLACE;
            case LOAD_LITERAL, APPEND, UNPACK -> Plan.IN_PLACE;
            case LOAD_ATTRIBUTE, STORE_ATTRIBUTE -> first(pc) == 0 && !isComplete ? Plan.IN_PLACE : Plan.CALL;
            case JUMP, JUMP_IF_FALSE, JUMP_IF_TRUE, FOR, RETURN, YIELD, RAISE, RAISE_FROM, RERAISE, RAISE_CURRENT ->
                Plan.BRANCH;
            case SUBSCRIPT, STORE_SUBSCRIPT -> isListItem(pc) ? Plan.IN_PLACE : Plan.CALL;
            default ->
                opcode >= UNLESS_EQUAL && opcode <= UNLESS_GREATER_OR_EQUAL
                        ? Plan.BRANCH
                        : number(pc) != 0 ? Plan.IN_PLACE : Plan.CALL;
        };
    }

    boolean isListItem(int pc) {
        return first(pc) == OperandKinds.LIST && second(pc) == OperandKinds.LONG;
    }

    /// @return the kinds of the first operand in the profile
    int first(int pc) {
        return OperandKinds.first(profile[pc]);
    }

    /// @return the kinds of the second operand in the profile
    int second(int pc) {
        return OperandKinds.second(profile[pc]);
    }

    /// @return the kind of number that an instruction computes with, or 0 if the profile has other operands
    int number(int pc) {
        int x = first(pc);
        int y = second(pc);
        boolean areLongs = x == OperandKinds.LONG && y == OperandKinds.LONG;
        boolean areDoubles = x == OperandKinds.DOUBLE && y == OperandKinds.DOUBLE;
        boolean areMixed = areDoubles
                || (x == OperandKinds.LONG && y == OperandKinds.DOUBLE)
                || (x == OperandKinds.DOUBLE && y == OperandKinds.LONG);
        return switch (c[pc]) {
            case ADD, INPLACE_ADD, SUBTRACT, INPLACE_SUBTRACT, MULTIPLY, INPLACE_MULTIPLY ->
                areLongs ? OperandKinds.LONG : areMixed ? OperandKinds.DOUBLE : 0;
            case DIVIDE, INPLACE_DIVIDE -> areMixed ? OperandKinds.DOUBLE : 0;
            case FLOOR_DIVIDE,
                    INPLACE_FLOOR_DIVIDE,
                    MODULO,
                    INPLACE_MODULO,
                    BIT_AND,
                    BIT_OR,
                    BIT_XOR,
                    INPLACE_BIT_AND,
                    INPLACE_BIT_OR,
                    INPLACE_BIT_XOR,
                    SHIFT_RIGHT,
                    INPLACE_SHIFT_RIGHT,
                    UNLESS_EQUAL,
                    UNLESS_NOT_EQUAL,
                    UNLESS_LESS_OR_EQUAL,
                    UNLESS_GREATER,
                    UNLESS_GREATER_OR_EQUAL -> areLongs ? OperandKinds.LONG : 0;
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, UNLESS_LESS ->
                areLongs ? OperandKinds.LONG : areDoubles ? OperandKinds.DOUBLE : 0;
            case NEGATE -> x == OperandKinds.LONG || x == OperandKinds.DOUBLE ? x : 0;
            default -> 0;
        };
    }
}
