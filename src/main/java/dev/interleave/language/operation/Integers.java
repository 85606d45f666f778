package dev.interleave.language.operation;

import static dev.interleave.language.value.BuiltinFunction.NEEDS_CODE;

import dev.interleave.language.value.Errors;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.Request;
import java.math.BigInteger;

/// Arithmetic of integers of any size: [Long] where it fits, otherwise [BigInteger]. Static methods only; thread-safe.
public final class Integers {

    /// Integers of more bits than this are multiplied, divided and converted in slices.
    public static final int LONG_BITS = 40_000;

    private Integers() {}

    /// @param value any value
    /// @return whether it is an integer or a bool
    public static boolean isInteger(Object value) {
        return value instanceof Long || value instanceof BigInteger || value instanceof Boolean;
    }

    /// @param value an integer or a bool
    /// @return the integer
    public static Object integer(Object value) {
        return value instanceof Boolean b ? (Object) (b ? 1L : 0L) : value;
    }

    /// @param value an integer or a bool
    /// @return the integer
    public static BigInteger big(Object value) {
        return switch (value) {
            case BigInteger b -> b;
            case Long l -> BigInteger.valueOf(l);
            case Boolean b -> b ? BigInteger.ONE : BigInteger.ZERO;
            default -> throw new IllegalArgumentException(value.getClass().toString());
        };
    }

    /// @param value any integer
    /// @return as a [Long] if it fits
    public static Object normalized(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    /// @param value an integer or a bool
    /// @return the number of bits of its magnitude, about
    public static long bits(Object value) {
        return value instanceof BigInteger b ? b.bitLength() : Long.SIZE;
    }

    /// @param value an integer or a bool
    /// @return -1, 0 or 1
    public static int sign(Object value) {
        return value instanceof BigInteger b ? b.signum() : Long.signum(word(value));
    }

    /// @param value an integer or a bool
    /// @return the nearest integer of 64 bits
    public static long clamped(Object value) {
        if (value instanceof BigInteger b) {
            return b.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return word(value);
    }

    private static long word(Object value) {
        return value instanceof Boolean b ? (b ? 1 : 0) : (Long) value;
    }

    static Object add(ProgramRuntime runtime, Object x, Object y) {
        if (!(x instanceof BigInteger) && !(y instanceof BigInteger)) {
            long a = word(x);
            long b = word(y);
            long sum = a + b;
            if (((a ^ sum) & (b ^ sum)) >= 0) {
                return sum;
            }
        }
        linear(runtime, x, y);
        return normalized(big(x).add(big(y)));
    }

    static Object subtract(ProgramRuntime runtime, Object x, Object y) {
        if (!(x instanceof BigInteger) && !(y instanceof BigInteger)) {
            long a = word(x);
            long b = word(y);
            long difference = a - b;
            if (((a ^ b) & (a ^ difference)) >= 0) {
                return difference;
            }
        }
        linear(runtime, x, y);
        return normalized(big(x).subtract(big(y)));
    }

    private static void linear(ProgramRuntime runtime, Object x, Object y) {
        long bytes = (Math.max(bits(x), bits(y)) >> 3) + 40;
        runtime.allocatePiece(bytes);
        runtime.charge(bytes >> 4);
    }

    static Object multiply(ProgramRuntime runtime, Object x, Object y) {
        if (!(x instanceof BigInteger) && !(y instanceof BigInteger)) {
            long a = word(x);
            long b = word(y);
            long high = Math.multiplyHigh(a, b);
            long low = a * b;
            if ((high == 0 && low >= 0) || (high == -1 && low < 0)) {
                return low;
            }
        }
        long a = bits(x);
        long b = bits(y);
        runtime.allocatePiece(((a + b) >> 3) + 40);
        if (Math.max(a, b) > LONG_BITS && Math.min(a, b) * Math.max(a, b) > (long) LONG_BITS * LONG_BITS) {
            return new Request.LongWork(new LongProduct(big(x), big(y)));
        }
        runtime.charge((a * b) >> 12);
        return normalized(big(x).multiply(big(y)));
    }

    static Object floorDivide(ProgramRuntime runtime, Object x, Object y) {
        if (sign(y) == 0) {
            throw Errors.zeroDivision("integer division or modulo by zero");
        }
        if (!(x instanceof BigInteger) && !(y instanceof BigInteger)) {
            long a = word(x);
            long b = word(y);
            if (a != Long.MIN_VALUE || b != -1) {
                return Math.floorDiv(a, b);
            }
        }
        if (isLongDivision(runtime, x, y)) {
            return NEEDS_CODE;
        }
        if (sign(x) >= 0 && sign(y) > 0) {
            return normalized(big(x).divide(big(y)));
        }
        BigInteger[] parts = big(x).divideAndRemainder(big(y));
        boolean isBelow = parts[1].signum() != 0 && parts[1].signum() != sign(y);
        return normalized(isBelow ? parts[0].subtract(BigInteger.ONE) : parts[0]);
    }

    static Object modulo(ProgramRuntime runtime, Object x, Object y) {
        if (sign(y) == 0) {
            throw Errors.zeroDivision("integer modulo by zero");
        }
        if (!(x instanceof BigInteger) && !(y instanceof BigInteger)) {
            return Math.floorMod(word(x), word(y));
        }
        if (isLongDivision(runtime, x, y)) {
            return NEEDS_CODE;
        }
        BigInteger remainder = big(x).remainder(big(y));
        boolean isBelow = remainder.signum() != 0 && remainder.signum() != sign(y);
        return normalized(isBelow ? remainder.add(big(y)) : remainder);
    }

    /// Charges a division that is done at once.
    ///
    /// @return whether it takes too long for that
    static boolean isLongDivision(ProgramRuntime runtime, Object x, Object y) {
        long a = bits(x);
        long b = bits(y);
        long work = Math.max(0, a - b + 64) * b;
        if (a > LONG_BITS && work > (long) LONG_BITS * LONG_BITS / 2) {
            return true;
        }
        runtime.allocatePiece((a >> 3) + 40);
        runtime.charge(work >> 11);
        return false;
    }

    static Object power(ProgramRuntime runtime, Object x, Object y) {
        if (sign(y) < 0) {
            return Floats.power(Floats.of(x), Floats.of(y));
        }
        long exponent = clamped(y);
        Object base = integer(x);
        if (base.equals(1L) || base.equals(0L) || base.equals(-1L)) {
            return base.equals(-1L) ? (big(y).testBit(0) ? -1L : 1L) : (exponent == 0 ? 1L : base);
        }
        long size = bigBits(base);
        if (exponent > 0 && size > Long.MAX_VALUE / 16 / exponent) {
            runtime.allocatePiece(Long.MAX_VALUE / 16);
        }
        long result = size * exponent;
        if (result > LONG_BITS) {
            runtime.allocatePiece((result - exponent) >> 3);
            return NEEDS_CODE;
        }
        runtime.allocatePiece((result >> 3) + 40);
        runtime.charge((result >> 6) + ((result * result) >> 14));
        return normalized(big(base).pow((int) exponent));
    }

    private static long bigBits(Object value) {
        return big(value).abs().bitLength();
    }

    static Object shiftLeft(ProgramRuntime runtime, Object x, Object y) {
        if (sign(y) < 0) {
            throw Errors.value("negative shift count");
        }
        if (sign(x) == 0) {
            return 0L;
        }
        if (y instanceof BigInteger) {
            throw Errors.overflow("too many digits in integer");
        }
        long count = clamped(y);
        long bits = bits(x) + Math.min(count, Long.MAX_VALUE / 32);
        runtime.allocatePiece((bits >> 3) + 40);
        runtime.charge(bits >> 7);
        return normalized(big(x).shiftLeft((int) count));
    }

    static Object shiftRight(ProgramRuntime runtime, Object x, Object y) {
        if (sign(y) < 0) {
            throw Errors.value("negative shift count");
        }
        long count = Math.min(clamped(y), Integer.MAX_VALUE);
        if (!(x instanceof BigInteger)) {
            return count > 63 ? (word(x) < 0 ? -1L : 0L) : word(x) >> count;
        }
        linear(runtime, x, x);
        return normalized(big(x).shiftRight((int) count));
    }

    static Object bitwise(ProgramRuntime runtime, int operator, Object x, Object y) {
        if (!(x instanceof BigInteger) && !(y instanceof BigInteger)) {
            return switch (operator) {
                case '&' -> word(x) & word(y);
                case '|' -> word(x) | word(y);
                default -> word(x) ^ word(y);
            };
        }
        linear(runtime, x, y);
        return normalized(
                switch (operator) {
                    case '&' -> big(x).and(big(y));
                    case '|' -> big(x).or(big(y));
                    default -> big(x).xor(big(y));
                });
    }

    static Object negate(ProgramRuntime runtime, Object x) {
        if (x instanceof Long l && l != Long.MIN_VALUE) {
            return -l;
        }
        linear(runtime, x, x);
        return normalized(big(x).negate());
    }

    /// @param x an integer or a bool
    /// @param y an integer or a bool
    /// @return negative, 0 or positive
    public static int compare(Object x, Object y) {
        if (!(x instanceof BigInteger) && !(y instanceof BigInteger)) {
            return Long.compare(word(x), word(y));
        }
        return big(x).compareTo(big(y));
    }

    /// Converts an integer to decimal digits.
    ///
    /// @param runtime of the program
    /// @param value an integer
    /// @return its digits, or [dev.interleave.language.value.BuiltinFunction#NEEDS_CODE] if they are many
    public static Object decimal(ProgramRuntime runtime, Object value) {
        if (value instanceof BigInteger b) {
            long bits = b.bitLength();
            if (bits > LONG_BITS) {
                runtime.allocatePiece(bits / 3);
                return NEEDS_CODE;
            }
            runtime.charge((bits * bits) >> 12);
            return b.toString();
        }
        return Long.toString(word(value));
    }
}
