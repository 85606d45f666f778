package dev.interleave.language.operation;

import static dev.interleave.language.value.BuiltinFunction.NEEDS_CODE;

import dev.interleave.language.value.BytesObject;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.HeapObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.Raised;
import dev.interleave.language.value.RangeObject;
import dev.interleave.language.value.SetObject;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import dev.interleave.language.value.ViewObject;
import java.math.BigInteger;
import java.util.Arrays;

/// The operators with one or two operands. Static methods only; thread-safe.
@SuppressWarnings("NullAway") // null says that the types do not fit
public final class Operators {

    /// The operators with two operands, in the order of their opcodes.
    public enum Operator {
        ADD("+", "add"),
        SUBTRACT("-", "sub"),
        MULTIPLY("*", "mul"),
        DIVIDE("/", "truediv"),
        FLOOR_DIVIDE("//", "floordiv"),
        MODULO("%", "mod"),
        POWER("** or pow()", "pow"),
        SHIFT_LEFT("<<", "lshift"),
        SHIFT_RIGHT(">>", "rshift"),
        BIT_AND("&", "and"),
        BIT_OR("|", "or"),
        BIT_XOR("^", "xor"),
        MATRIX_MULTIPLY("@", "matmul");

        private final String symbol;
        private final String method;

        Operator(String symbol, String method) {
            this.symbol = symbol;
            this.method = method;
        }

        /// @return as messages show it
        public String symbol() {
            return symbol;
        }

        /// @return the name of its special method without underscores
        public String method() {
            return method;
        }
    }

    private static final Operator[] OPERATORS = Operator.values();

    /// The largest number of elements that one instruction copies.
    static final int MAX_COPIED = 50_000;

    private static final int MAX_ORDERED = 1_000;

    private Operators() {}

    /// @param number of the operator, from 0
    /// @return the operator
    public static Operator operator(int number) {
        return OPERATORS[number];
    }

    /// Computes `x operator y`.
    ///
    /// @param runtime of the program
    /// @param operator any
    /// @param x the left operand
    /// @param y the right operand
    /// @return the result, or as of [dev.interleave.language.value.BuiltinFunction.Body#call]
    /// @throws Raised a TypeError if the operands have no such operator
    public static Object binary(ProgramRuntime runtime, Operator operator, Object x, Object y) {
        if (Integers.isInteger(x) && Integers.isInteger(y)) {
            return integers(runtime, operator, x, y);
        }
        if (Floats.isNumber(x) && Floats.isNumber(y)) {
            return floats(operator, x, y);
        }
        if (isProgrammed(x, operator) || isProgrammed(y, operator)) {
            return NEEDS_CODE;
        }
        Object result = switch (operator) {
            case ADD -> concatenated(runtime, x, y);
            case MULTIPLY -> repeated(runtime, x, y);
            case MODULO -> x instanceof String || x instanceof BytesObject ? NEEDS_CODE : null;
            case SUBTRACT, BIT_AND, BIT_OR, BIT_XOR -> sets(operator, x, y);
            default -> null;
        };
        if (result == null) {
            throw unsupported(operator, x, y);
        }
        return result;
    }

    private static boolean isProgrammed(Object value, Operator operator) {
        return value instanceof HeapObject
                && (Types.special(value, "__" + operator.method() + "__") != null
                        || Types.special(value, "__r" + operator.method() + "__") != null);
    }

    /// @param operator any
    /// @param x the left operand
    /// @param y the right operand
    /// @return to be thrown
    public static Raised unsupported(Operator operator, Object x, Object y) {
        if (operator == Operator.ADD) {
            String other = Types.nameOf(y);
            if (x instanceof String) {
                return Errors.type("can only concatenate str (not \"" + other + "\") to str");
            }
            if (x instanceof ListObject) {
                return Errors.type("can only concatenate list (not \"" + other + "\") to list");
            }
            if (x instanceof TupleObject) {
                return Errors.type("can only concatenate tuple (not \"" + other + "\") to tuple");
            }
            if (x instanceof BytesObject) {
                return Errors.type("can't concat " + other + " to bytes");
            }
        }
        if (operator == Operator.MULTIPLY && isSequence(x)) {
            return Errors.type("can't multiply sequence by non-int of type '" + Types.nameOf(y) + "'");
        }
        if (operator == Operator.MULTIPLY && isSequence(y)) {
            return Errors.type("can't multiply sequence by non-int of type '" + Types.nameOf(x) + "'");
        }
        return Errors.type("unsupported operand type(s) for " + operator.symbol() + ": '" + Types.nameOf(x) + "' and '"
                + Types.nameOf(y) + "'");
    }

    private static boolean isSequence(Object value) {
        return value instanceof String
                || value instanceof ListObject
                || value instanceof TupleObject
                || value instanceof BytesObject;
    }

    private static Object integers(ProgramRuntime runtime, Operator operator, Object x, Object y) {
        return switch (operator) {
            case ADD -> Integers.add(runtime, x, y);
            case SUBTRACT -> Integers.subtract(runtime, x, y);
            case MULTIPLY -> Integers.multiply(runtime, x, y);
            case DIVIDE -> Floats.divide(x, y);
            case FLOOR_DIVIDE -> Integers.floorDivide(runtime, x, y);
            case MODULO -> Integers.modulo(runtime, x, y);
            case POWER -> Integers.power(runtime, x, y);
            case SHIFT_LEFT -> Integers.shiftLeft(runtime, x, y);
            case SHIFT_RIGHT -> Integers.shiftRight(runtime, x, y);
            case BIT_AND -> bitwise(runtime, '&', x, y);
            case BIT_OR -> bitwise(runtime, '|', x, y);
            case BIT_XOR -> bitwise(runtime, '^', x, y);
            case MATRIX_MULTIPLY -> throw unsupported(operator, x, y);
        };
    }

    private static Object bitwise(ProgramRuntime runtime, char operator, Object x, Object y) {
        if (x instanceof Boolean a && y instanceof Boolean b) {
            return switch (operator) {
                case '&' -> a && b;
                case '|' -> a || b;
                default -> !a.equals(b);
            };
        }
        return Integers.bitwise(runtime, operator, x, y);
    }

    /// Computes `x operator y` of two numbers of which one is a float.
    ///
    /// @param operator any
    /// @param x the left operand
    /// @param y the right operand
    /// @return the result
    public static Object floats(Operator operator, Object x, Object y) {
        double a = Floats.of(x);
        double b = Floats.of(y);
        return switch (operator) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> {
                if (b == 0) {
                    throw Errors.zeroDivision("float division by zero");
                }
                yield a / b;
            }
            case FLOOR_DIVIDE -> Floats.floorDivide(a, b);
            case MODULO -> Floats.modulo(a, b);
            case POWER -> Floats.power(a, b);
            default -> throw unsupported(operator, x, y);
        };
    }

    // --- sequences

    private static Object concatenated(ProgramRuntime runtime, Object x, Object y) {
        if (x instanceof String a && y instanceof String b) {
            long length = (long) a.length() + b.length();
            runtime.allocatePiece(length * 2);
            runtime.charge(length >> 3);
            return a.concat(b);
        }
        if (x instanceof ListObject a && y instanceof ListObject b) {
            return ListCopy.joined(runtime, a, b);
        }
        if (x instanceof TupleObject a && y instanceof TupleObject b) {
            int length = a.items.length + b.items.length;
            runtime.allocatePiece(length * 8L);
            runtime.charge(length);
            Object[] items = Arrays.copyOf(a.items, length);
            System.arraycopy(b.items, 0, items, a.items.length, b.items.length);
            return TupleObject.of(items);
        }
        if (x instanceof BytesObject a && y instanceof BytesObject b) {
            runtime.allocatePiece((long) a.octets.length + b.octets.length);
            runtime.charge((a.octets.length + (long) b.octets.length) >> 3);
            byte[] octets = Arrays.copyOf(a.octets, a.octets.length + b.octets.length);
            System.arraycopy(b.octets, 0, octets, a.octets.length, b.octets.length);
            return new BytesObject(octets);
        }
        return null;
    }

    private static Object repeated(ProgramRuntime runtime, Object x, Object y) {
        if (isSequence(x) && Integers.isInteger(y)) {
            return repeatedSequence(runtime, x, y);
        }
        return isSequence(y) && Integers.isInteger(x) ? repeatedSequence(runtime, y, x) : null;
    }

    private static Object repeatedSequence(ProgramRuntime runtime, Object sequence, Object times) {
        if (times instanceof BigInteger) {
            throw Errors.overflow("cannot fit 'int' into an index-sized integer");
        }
        long n = Math.max(0, Integers.clamped(times));
        long length = length(sequence);
        n = length == 0 ? 0 : n;
        if (length > 0 && n > Long.MAX_VALUE / length && !(sequence instanceof ListObject)) {
            throw Errors.overflow(
                    sequence instanceof String ? "repeated string is too long" : "repeated bytes are too long");
        }
        if (length > 0 && n > Integer.MAX_VALUE / length) {
            runtime.allocate(Long.MAX_VALUE / 16);
        }
        if (sequence instanceof ListObject list) {
            return ListCopy.repeated(runtime, list, n);
        }
        long total = length * n;
        runtime.allocatePiece(total * (sequence instanceof BytesObject ? 1 : sequence instanceof String ? 2 : 8));
        runtime.charge(total >> 2);
        return switch (sequence) {
            case String s -> s.repeat((int) n);
            case BytesObject b -> new BytesObject(repeatedOctets(b.octets, (int) n));
            case TupleObject tuple -> TupleObject.of(repeatedItems(tuple.items, tuple.items.length, (int) n));
            default -> throw new IllegalArgumentException();
        };
    }

    private static long length(Object sequence) {
        return switch (sequence) {
            case String s -> s.length();
            case BytesObject b -> b.octets.length;
            case ListObject list -> list.size;
            case TupleObject tuple -> tuple.items.length;
            default -> throw new IllegalArgumentException();
        };
    }

    private static Object[] repeatedItems(Object[] items, int length, int times) {
        Object[] result = new Object[length * times];
        if (length == 1) {
            Arrays.fill(result, items[0]);
        } else {
            for (int i = 0; i < times; i++) {
                System.arraycopy(items, 0, result, i * length, length);
            }
        }
        return result;
    }

    private static byte[] repeatedOctets(byte[] octets, int times) {
        byte[] result = new byte[octets.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(octets, 0, result, i * octets.length, octets.length);
        }
        return result;
    }

    private static Object sets(Operator operator, Object x, Object y) {
        if (operator == Operator.BIT_OR && x instanceof DictObject && y instanceof DictObject) {
            return NEEDS_CODE;
        }
        boolean isSet = (x instanceof SetObject || x instanceof ViewObject)
                && (y instanceof SetObject || y instanceof ViewObject);
        return isSet ? NEEDS_CODE : null;
    }

    // --- one operand

    /// @param runtime of the program
    /// @param x any value
    /// @return `-x`, or as of [dev.interleave.language.value.BuiltinFunction.Body#call]
    public static Object negated(ProgramRuntime runtime, Object x) {
        return switch (x) {
            case Double d -> -d;
            case Object i when Integers.isInteger(i) -> Integers.negate(runtime, Integers.integer(i));
            default -> programmed(x, "-", "__neg__");
        };
    }

    /// @param x any value
    /// @return `+x`, or as of [dev.interleave.language.value.BuiltinFunction.Body#call]
    public static Object positive(Object x) {
        return Floats.isNumber(x) ? Integers.integer(x) : programmed(x, "+", "__pos__");
    }

    /// @param runtime of the program
    /// @param x any value
    /// @return `~x`, or as of [dev.interleave.language.value.BuiltinFunction.Body#call]
    public static Object inverted(ProgramRuntime runtime, Object x) {
        if (Integers.isInteger(x)) {
            return Integers.subtract(runtime, Integers.negate(runtime, Integers.integer(x)), 1L);
        }
        return programmed(x, "~", "__invert__");
    }

    private static Object programmed(Object x, String symbol, String method) {
        if (Types.special(x, method) != null) {
            return NEEDS_CODE;
        }
        throw Errors.type("bad operand type for unary " + symbol + ": '" + Types.nameOf(x) + "'");
    }

    // --- truth and order

    /// @param x any value
    /// @return [Equality#EQUAL] if it is true, [Equality#DIFFERENT] if it is not, [Equality#UNKNOWN]
    public static int truth(Object x) {
        return switch (x) {
            case Boolean b -> b ? 1 : 0;
            case Long l -> l != 0 ? 1 : 0;
            case String s -> s.isEmpty() ? 0 : 1;
            case Double d -> d != 0 ? 1 : 0;
            case Singleton s -> s == Singleton.NONE ? 0 : 1;
            case HeapObject object -> objectTruth(object);
            default -> 1;
        };
    }

    private static int objectTruth(HeapObject x) {
        if (Types.special(x, "__bool__") != null || Types.special(x, "__len__") != null) {
            return Equality.UNKNOWN;
        }
        return switch (x) {
            case ListObject list -> list.size == 0 ? 0 : 1;
            case TupleObject tuple -> tuple.items.length == 0 ? 0 : 1;
            case DictObject dict -> dict.table.size == 0 ? 0 : 1;
            case SetObject set -> set.table.size == 0 ? 0 : 1;
            case BytesObject bytes -> bytes.octets.length == 0 ? 0 : 1;
            case ViewObject view -> view.dict.table.size == 0 ? 0 : 1;
            case RangeObject range -> range.length == 0 ? 0 : 1;
            default -> 1;
        };
    }

    /// The orderings, in the order of their opcodes.
    public enum Ordering {
        EQUAL("==", "eq", "eq"),
        NOT_EQUAL("!=", "ne", "ne"),
        LESS("<", "lt", "gt"),
        LESS_OR_EQUAL("<=", "le", "ge"),
        GREATER(">", "gt", "lt"),
        GREATER_OR_EQUAL(">=", "ge", "le");

        private final String symbol;
        private final String method;
        private final String reflected;

        Ordering(String symbol, String method, String reflected) {
            this.symbol = symbol;
            this.method = method;
            this.reflected = reflected;
        }

        /// @return the name of its special method without underscores
        public String method() {
            return method;
        }

        /// @return the name of the special method of the right operand without underscores
        public String reflected() {
            return reflected;
        }

        /// @return as messages show it
        public String symbol() {
            return symbol;
        }

        boolean holds(int comparison) {
            return switch (this) {
                case EQUAL -> comparison == 0;
                case NOT_EQUAL -> comparison != 0;
                case LESS -> comparison < 0;
                case LESS_OR_EQUAL -> comparison <= 0;
                case GREATER -> comparison > 0;
                case GREATER_OR_EQUAL -> comparison >= 0;
            };
        }
    }

    private static final Ordering[] ORDERINGS = Ordering.values();

    /// @param number of the ordering, from 0
    /// @return the ordering
    public static Ordering ordering(int number) {
        return ORDERINGS[number];
    }

    /// Computes `x ordering y`.
    ///
    /// @param ordering any
    /// @param x the left operand
    /// @param y the right operand
    /// @return a [Boolean], or as of [dev.interleave.language.value.BuiltinFunction.Body#call]
    /// @throws Raised a TypeError if the operands have no such order
    public static Object compare(Ordering ordering, Object x, Object y) {
        if (ordering == Ordering.EQUAL || ordering == Ordering.NOT_EQUAL) {
            if (ordering == Ordering.NOT_EQUAL
                    && (Types.special(x, "__ne__") != null || Types.special(y, "__ne__") != null)) {
                return NEEDS_CODE;
            }
            int equal = Equality.equal(x, y);
            return equal == Equality.UNKNOWN
                    ? NEEDS_CODE
                    : (Object) (equal == Equality.EQUAL == (ordering == Ordering.EQUAL));
        }
        if (Floats.isNumber(x) && Floats.isNumber(y)) {
            return numbers(ordering, x, y);
        }
        if (x instanceof String a && y instanceof String b) {
            return ordering.holds(compareText(a, b));
        }
        if (isProgrammed(x, ordering.method()) || isProgrammed(y, ordering.reflected())) {
            return NEEDS_CODE;
        }
        if (x instanceof BytesObject a && y instanceof BytesObject b) {
            return ordering.holds(Arrays.compareUnsigned(a.octets, b.octets));
        }
        if (x instanceof TupleObject a && y instanceof TupleObject b) {
            return rows(ordering, a.items, a.items.length, b.items, b.items.length);
        }
        if (x instanceof ListObject a && y instanceof ListObject b) {
            return Math.min(a.size, b.size) > MAX_ORDERED
                    ? NEEDS_CODE
                    : rows(ordering, prefix(a), a.size, prefix(b), b.size);
        }
        if ((x instanceof SetObject || x instanceof ViewObject)
                && (y instanceof SetObject || y instanceof ViewObject)) {
            return NEEDS_CODE;
        }
        throw notOrdered(ordering, x, y);
    }

    private static boolean isProgrammed(Object value, String method) {
        return Types.special(value, "__" + method + "__") != null;
    }

    /// @param ordering any
    /// @param x the left operand
    /// @param y the right operand
    /// @return to be thrown
    public static Raised notOrdered(Ordering ordering, Object x, Object y) {
        return Errors.type("'" + ordering.symbol() + "' not supported between instances of '" + Types.nameOf(x)
                + "' and '" + Types.nameOf(y) + "'");
    }

    private static Object numbers(Ordering ordering, Object x, Object y) {
        if (x instanceof Double || y instanceof Double) {
            boolean isNaN = (x instanceof Double a && a.isNaN()) || (y instanceof Double b && b.isNaN());
            return !isNaN && ordering.holds(Floats.compare(x, y));
        }
        return ordering.holds(Integers.compare(x, y));
    }

    /// @param a any text
    /// @param b any text
    /// @return their order by code points: negative, 0 or positive
    public static int compareText(String a, String b) {
        int n = Math.min(a.length(), b.length());
        int i = 0;
        while (i < n && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        if (i == n) {
            return Integer.compare(a.length(), b.length());
        }
        char c = a.charAt(i);
        char d = b.charAt(i);
        boolean isAstral = Character.isSurrogate(c);
        boolean isOtherAstral = Character.isSurrogate(d);
        return isAstral == isOtherAstral ? Character.compare(c, d) : isAstral ? 1 : -1;
    }

    private static Object rows(Ordering ordering, Object[] a, int n, Object[] b, int m) {
        int common = Math.min(n, m);
        for (int i = 0; i < common; i++) {
            if (i > MAX_ORDERED) {
                return NEEDS_CODE;
            }
            int equal = Equality.same(a[i], b[i]);
            if (equal == Equality.UNKNOWN) {
                return NEEDS_CODE;
            }
            if (equal == Equality.DIFFERENT) {
                return isNested(a[i]) ? NEEDS_CODE : compare(ordering, a[i], b[i]);
            }
        }
        return ordering.holds(Integer.compare(n, m));
    }

    private static Object[] prefix(ListObject list) {
        return list.toArray(0, Math.min(list.size, MAX_ORDERED + 1));
    }

    private static boolean isNested(Object value) {
        return value instanceof TupleObject || value instanceof ListObject;
    }
}
