package dev.interleave.language.operation;

import dev.interleave.language.value.Errors;
import dev.interleave.language.value.Types;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/// Arithmetic and text of floats. Static methods only; thread-safe.
public final class Floats {

    private static final int SIGNIFICAND_BITS = 53;

    private Floats() {}

    /// @param value a float, an integer or a bool
    /// @return the nearest float
    /// @throws dev.interleave.language.value.Raised an OverflowError if there is none
    public static double of(Object value) {
        return switch (value) {
            case Double d -> d;
            case Long l -> l;
            case Boolean b -> b ? 1 : 0;
            case BigInteger b -> {
                double d = b.doubleValue();
                if (Double.isInfinite(d)) {
                    throw Errors.overflow("int too large to convert to float");
                }
                yield d;
            }
            default -> throw Errors.type("must be real number, not " + Types.nameOf(value));
        };
    }

    /// @param value any value
    /// @return whether it is a float, an integer or a bool
    public static boolean isNumber(Object value) {
        return value instanceof Double || Integers.isInteger(value);
    }

    static double floorDivide(double x, double y) {
        if (y == 0) {
            throw Errors.zeroDivision("float floor division by zero");
        }
        double remainder = modulo(x, y);
        double quotient = (x - remainder) / y;
        if (quotient == 0) {
            return Math.copySign(0.0, x / y);
        }
        double floor = Math.floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    static double modulo(double x, double y) {
        if (y == 0) {
            throw Errors.zeroDivision("float modulo");
        }
        double remainder = x % y;
        if (remainder != 0) {
            return (y < 0) == (remainder < 0) ? remainder : remainder + y;
        }
        return Math.copySign(0.0, y);
    }

    static Object power(double x, double y) {
        if (x == 0 && y < 0) {
            throw Errors.zeroDivision("0.0 cannot be raised to a negative power");
        }
        if (x == 1 || y == 0) {
            return 1.0;
        }
        if (x == -1 && Double.isInfinite(y)) {
            return 1.0;
        }
        if (x < 0 && !Double.isInfinite(x) && !Double.isInfinite(y) && y != Math.rint(y)) {
            throw Errors.value(
                    "a negative number cannot be raised to a fractional power: complex numbers are not supported");
        }
        double result = StrictMath.pow(x, y);
        if (Double.isInfinite(result) && !Double.isInfinite(x) && !Double.isInfinite(y)) {
            throw Errors.overflow("(34, 'Numerical result out of range')");
        }
        return result;
    }

    /// Divides integers, and rounds once.
    ///
    /// @param x the dividend
    /// @param y the divisor
    /// @return the float nearest to the quotient
    static double divide(Object x, Object y) {
        if (Integers.sign(y) == 0) {
            throw Errors.zeroDivision("division by zero");
        }
        if (isExact(x) && isExact(y)) {
            return of(x) / of(y);
        }
        BigInteger a = Integers.big(x);
        BigInteger b = Integers.big(y);
        boolean isNegative = a.signum() < 0 != b.signum() < 0;
        a = a.abs();
        b = b.abs();
        // A quotient of 64 bits or more, whose last bit says whether something is left.
        int shift = Math.max(0, 2 + SIGNIFICAND_BITS + 10 - (a.bitLength() - b.bitLength()));
        shift = Math.min(shift, 1_200 + Math.max(0, b.bitLength() - a.bitLength()));
        BigInteger[] parts = a.shiftLeft(shift).divideAndRemainder(b);
        BigInteger quotient = parts[1].signum() == 0 ? parts[0] : parts[0].setBit(0);
        double result = scaled(quotient, -shift);
        if (Double.isInfinite(result)) {
            throw Errors.overflow("integer division result too large for a float");
        }
        return isNegative ? -result : result;
    }

    private static boolean isExact(Object value) {
        return !(value instanceof BigInteger)
                && Math.abs(Integers.clamped(value)) <= 1L << SIGNIFICAND_BITS
                && Integers.clamped(value) != Long.MIN_VALUE;
    }

    /// @return value × 2^exponent, rounded once
    private static double scaled(BigInteger value, int exponent) {
        int excess = value.bitLength() - 64;
        BigInteger top = value;
        if (excess > 0) {
            top = value.shiftRight(excess);
            if (value.getLowestSetBit() < excess) {
                top = top.setBit(0);
            }
            exponent += excess;
        }
        // Below the smallest normal number fewer bits are left: rounded there once, not here before.
        int lowest = -1074 - exponent;
        if (top.bitLength() + exponent < -1021 && lowest > 0) {
            BigInteger shifted = top.shiftRight(lowest);
            BigInteger half = BigInteger.ONE.shiftLeft(lowest - 1);
            int order = top.subtract(shifted.shiftLeft(lowest)).compareTo(half);
            if (order > 0 || (order == 0 && shifted.testBit(0))) {
                shifted = shifted.add(BigInteger.ONE);
            }
            return Math.scalb(shifted.doubleValue(), -1074);
        }
        return top.bitLength() + exponent > 1_025 ? Double.POSITIVE_INFINITY : Math.scalb(top.doubleValue(), exponent);
    }

    static int compare(Object x, Object y) {
        if (x instanceof Double a && y instanceof Double b) {
            return a < b ? -1 : a > b ? 1 : 0;
        }
        double a = x instanceof Double d ? d : Double.NaN;
        if (x instanceof Double) {
            return compare(a, y);
        }
        return -compare((double) (Double) y, x);
    }

    private static int compare(double x, Object integer) {
        if (Double.isInfinite(x)) {
            return x > 0 ? 1 : -1;
        }
        if (integer instanceof BigInteger || Math.abs(Integers.clamped(integer)) > 1L << SIGNIFICAND_BITS) {
            return new BigDecimal(x).compareTo(new BigDecimal(Integers.big(integer)));
        }
        return Double.compare(x == 0 ? 0.0 : x, (double) Integers.clamped(integer));
    }

    /// @param value any float
    /// @return the shortest text that reads back as the same float
    public static String repr(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        var decimal = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
        BigDecimal shorter = decimal.round(new MathContext(1, RoundingMode.HALF_UP));
        if (decimal.precision() == 2 && shorter.doubleValue() == Math.abs(value)) {
            decimal = shorter.stripTrailingZeros(); // Java shows two digits where one is enough
        }
        String digits = decimal.unscaledValue().toString();
        int exponent = digits.length() - decimal.scale() - 1;
        String sign = value < 0 ? "-" : "";
        if (exponent < -4 || exponent >= 16) {
            return sign + scientific(digits, exponent);
        }
        if (exponent < 0) {
            return sign + "0." + "0".repeat(-exponent - 1) + digits;
        }
        if (digits.length() <= exponent + 1) {
            return sign + digits + "0".repeat(exponent + 1 - digits.length()) + ".0";
        }
        return sign + digits.substring(0, exponent + 1) + "." + digits.substring(exponent + 1);
    }

    /// @param digits of the significand
    /// @param exponent of the first one
    /// @return with at least two digits in the exponent
    static String scientific(String digits, int exponent) {
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        int magnitude = Math.abs(exponent);
        return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + (magnitude < 10 ? "0" : "") + magnitude;
    }

    /// @param value any float
    /// @return the integer towards zero
    public static Object truncated(double value) {
        if (Double.isNaN(value)) {
            throw Errors.value("cannot convert float NaN to integer");
        }
        if (Double.isInfinite(value)) {
            throw Errors.overflow("cannot convert float infinity to integer");
        }
        return Math.abs(value) < 0x1p62
                ? (Object) (long) value
                : Integers.normalized(new BigDecimal(value).toBigInteger());
    }
}
