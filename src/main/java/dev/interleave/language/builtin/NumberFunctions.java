package dev.interleave.language.builtin;

import static dev.interleave.language.value.BuiltinFunction.NEEDS_CODE;

import dev.interleave.language.operation.Floats;
import dev.interleave.language.operation.Integers;
import dev.interleave.language.operation.Representation;
import dev.interleave.language.value.BytesObject;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.Raised;
import dev.interleave.language.value.SilentRuntime;
import dev.interleave.language.value.Texts;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The builtin functions and methods of numbers.
@SuppressWarnings("NullAway") // an argument that was left out is null
final class NumberFunctions {

    private static final Pattern FLOAT =
            Pattern.compile("[+-]?(\\d+(_\\d+)*\\.?(\\d+(_\\d+)*)?|\\.\\d+(_\\d+)*)([eE][+-]?\\d+(_\\d+)*)?");

    private NumberFunctions() {}

    static void register(Registry registry) {
        registry.constructor(Types.INT, 0, 2, NumberFunctions::integer)
                .constructor(Types.FLOAT, 0, 1, (_, a) -> floating(a[0]))
                .function("abs", 1, 1, (runtime, a) -> switch (a[0]) {
                    case Double d -> Math.abs(d);
                    case Object i
                    when Integers.isInteger(i) ->
                        Integers.sign(i) < 0
                                ? Integers.normalized(Integers.big(i).negate())
                                : Integers.integer(i);
                    default -> {
                        if (Types.special(a[0], "__abs__") == null) {
                            throw Errors.type("bad operand type for abs(): '" + Types.nameOf(a[0]) + "'");
                        }
                        yield NEEDS_CODE;
                    }
                })
                .function("ord", 1, 1, (_, a) -> ord(a[0]))
                .function("chr", 1, 1, (_, a) -> chr(Arguments.integer(a[0])))
                .function("bin", 1, 1, (runtime, a) -> radix(runtime, a[0], 2, "0b"))
                .function("oct", 1, 1, (runtime, a) -> radix(runtime, a[0], 8, "0o"))
                .function("hex", 1, 1, (runtime, a) -> radix(runtime, a[0], 16, "0x"))
                .function("round", 1, List.of("number", "ndigits"), NumberFunctions::round)
                .method(Types.INT, "bit_length", 0, 0, (_, a) ->
                        (long) magnitude(a[0]).bitLength())
                .method(Types.INT, "bit_count", 0, 0, (_, a) ->
                        (long) magnitude(a[0]).bitCount())
                .method(Types.INT, "as_integer_ratio", 0, 0, (_, a) -> new TupleObject(Integers.integer(a[0]), 1L))
                .method(Types.INT, "conjugate", 0, 0, (_, a) -> Integers.integer(a[0]))
                .method(Types.INT, "__index__", 0, 0, (_, a) -> Integers.integer(a[0]))
                .method(Types.INT, "to_bytes", 0, List.of("length", "byteorder", "signed"), NumberFunctions::toBytes)
                .method(Types.FLOAT, "is_integer", 0, 0, (_, a) -> {
                    double d = (Double) a[0];
                    return d == Math.rint(d) && !Double.isInfinite(d);
                })
                .method(Types.FLOAT, "as_integer_ratio", 0, 0, (_, a) -> ratio((Double) a[0]))
                .method(Types.FLOAT, "conjugate", 0, 0, (_, a) -> a[0])
                .method(Types.FLOAT, "hex", 0, 0, (_, a) -> hexadecimal((Double) a[0]))
                .function("_int_from_bytes", 3, 3, (_, a) -> {
                    byte[] octets = ((BytesObject) a[0]).octets.clone();
                    if (a[1].equals("little")) {
                        reverse(octets);
                    }
                    return Integers.normalized(
                            Boolean.TRUE.equals(a[2])
                                    ? (octets.length == 0 ? BigInteger.ZERO : new BigInteger(octets))
                                    : new BigInteger(1, octets));
                })
                .function("_float_parts", 1, 1, (_, a) -> ratio(Floats.of(a[0])));
    }

    private static BigInteger magnitude(Object value) {
        return Integers.big(value).abs();
    }

    private static Object integer(ProgramRuntime runtime, Object[] a) {
        if (a[0] == null) {
            return 0L;
        }
        if (a[1] != null) {
            if (!(a[0] instanceof String text)) {
                throw Errors.type("int() can't convert non-string with explicit base");
            }
            return parse(runtime, text, (int) Arguments.integer(a[1]));
        }
        return switch (a[0]) {
            case Double d -> Floats.truncated(d);
            case String text -> parse(runtime, text, 10);
            case Object i when Integers.isInteger(i) -> Integers.integer(i);
            case BytesObject b -> parse(runtime, new String(b.octets, StandardCharsets.ISO_8859_1), 10);
            default -> {
                if (Types.special(a[0], "__int__") == null
                        && Types.special(a[0], "__index__") == null
                        && Types.special(a[0], "__trunc__") == null) {
                    throw Errors.type("int() argument must be a string, a bytes-like object or a real number, not '"
                            + Types.nameOf(a[0]) + "'");
                }
                yield NEEDS_CODE;
            }
        };
    }

    private static Object parse(ProgramRuntime runtime, String text, int base) {
        if (base != 0 && (base < 2 || base > 36)) {
            throw Errors.value("int() base must be >= 2 and <= 36, or 0");
        }
        String digits = text.strip();
        boolean isNegative = digits.startsWith("-");
        if (isNegative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        int radix = base;
        String lower = digits.length() > 1 ? digits.substring(0, 2).toLowerCase(Locale.ROOT) : "";
        int prefixed = switch (lower) {
            case "0b" -> 2;
            case "0o" -> 8;
            case "0x" -> 16;
            default -> 0;
        };
        if (prefixed != 0 && (base == 0 || base == prefixed)) {
            digits = digits.substring(2);
            digits = digits.startsWith("_") ? digits.substring(1) : digits;
            radix = prefixed;
        } else if (base == 0) {
            radix = 10;
            if (digits.length() > 1 && digits.startsWith("0") && !digits.matches("[0_]+")) {
                throw invalid(text, base);
            }
        }
        if (digits.isEmpty()
                || digits.startsWith("_")
                || digits.endsWith("_")
                || digits.contains("__")
                || digits.startsWith("-")
                || digits.startsWith("+")) {
            throw invalid(text, base);
        }
        digits = digits.replace("_", "");
        for (int i = 0; i < digits.length(); i++) {
            if (Character.digit(digits.charAt(i), radix) < 0) {
                throw invalid(text, base);
            }
        }
        if (digits.length() > 12_000 && Integer.bitCount(radix) > 1) {
            return NEEDS_CODE;
        }
        runtime.charge(((long) digits.length() * digits.length()) >> 6);
        runtime.allocate(digits.length());
        var value = new BigInteger(digits, radix);
        return Integers.normalized(isNegative ? value.negate() : value);
    }

    private static Raised invalid(String text, int base) {
        var quoted = (String) Representation.repr(SilentRuntime.INSTANCE, text);
        return Errors.value("invalid literal for int() with base " + base + ": " + quoted);
    }

    private static Object floating(@Nullable Object value) {
        return switch (value) {
            case null -> 0.0;
            case Double d -> d;
            case Object i when Integers.isInteger(i) -> Floats.of(i);
            case String text -> parse(text);
            default -> {
                if (Types.special(value, "__float__") == null && Types.special(value, "__index__") == null) {
                    throw Errors.type(
                            "float() argument must be a string or a real number, not '" + Types.nameOf(value) + "'");
                }
                yield NEEDS_CODE;
            }
        };
    }

    private static Object parse(String text) {
        String digits = text.strip();
        String name = digits.toLowerCase(Locale.ROOT);
        double sign = name.startsWith("-") ? -1 : 1;
        if (name.startsWith("-") || name.startsWith("+")) {
            name = name.substring(1);
        }
        if (name.equals("inf") || name.equals("infinity")) {
            return sign * Double.POSITIVE_INFINITY;
        }
        if (name.equals("nan")) {
            return Double.NaN;
        }
        if (!FLOAT.matcher(digits).matches()) {
            var quoted = (String) Representation.repr(SilentRuntime.INSTANCE, text);
            throw Errors.value("could not convert string to float: " + quoted);
        }
        return Double.parseDouble(digits.replace("_", ""));
    }

    private static Object ord(Object value) {
        if (value instanceof BytesObject b && b.octets.length == 1) {
            return b.octets[0] & 0xffL;
        }
        if (!(value instanceof String text)) {
            throw Errors.type("ord() expected string of length 1, but " + Types.nameOf(value) + " found");
        }
        int length = text.codePointCount(0, text.length());
        if (length != 1) {
            throw Errors.type("ord() expected a character, but string of length " + length + " found");
        }
        return (long) text.codePointAt(0);
    }

    private static Object chr(long value) {
        if (value < 0 || value > Character.MAX_CODE_POINT) {
            throw Errors.value("chr() arg not in range(0x110000)");
        }
        if (value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE) {
            throw Errors.value("chr() of a surrogate is not supported");
        }
        return Texts.ofCodePoint((int) value);
    }

    private static Object radix(ProgramRuntime runtime, Object value, int radix, String prefix) {
        if (!Integers.isInteger(value)) {
            if (Types.special(value, "__index__") == null) {
                throw Errors.type("'" + Types.nameOf(value) + "' object cannot be interpreted as an integer");
            }
            return NEEDS_CODE;
        }
        BigInteger number = Integers.big(value);
        runtime.charge(number.bitLength());
        runtime.allocate(number.bitLength() * 2L);
        return (number.signum() < 0 ? "-" : "") + prefix + number.abs().toString(radix);
    }

    private static Object round(ProgramRuntime runtime, Object[] a) {
        boolean hasDigits = Arguments.isGiven(a[1]);
        if (Integers.isInteger(a[0])) {
            return hasDigits && Arguments.integer(a[1]) < 0 ? NEEDS_CODE : Integers.integer(a[0]);
        }
        if (!(a[0] instanceof Double d)) {
            if (Types.special(a[0], "__round__") == null) {
                throw Errors.type("type " + Types.nameOf(a[0]) + " doesn't define __round__ method");
            }
            return NEEDS_CODE;
        }
        if (!hasDigits) {
            return Floats.truncated(Math.rint(Double.isNaN(d) || Double.isInfinite(d) ? (double) d : d));
        }
        if (Double.isNaN(d) || Double.isInfinite(d) || d == 0) {
            return d;
        }
        long digits = Arguments.integer(a[1]);
        if (digits > 340 || digits < -340) {
            return digits > 0 ? d : Math.copySign(0.0, d);
        }
        double rounded =
                new BigDecimal(d).setScale((int) digits, RoundingMode.HALF_EVEN).doubleValue();
        return rounded == 0 ? Math.copySign(0.0, d) : rounded;
    }

    private static TupleObject ratio(double value) {
        if (Double.isNaN(value)) {
            throw Errors.value("cannot convert NaN to integer ratio");
        }
        if (Double.isInfinite(value)) {
            throw Errors.overflow("cannot convert Infinity to integer ratio");
        }
        BigDecimal decimal = new BigDecimal(value);
        BigInteger denominator = BigInteger.ONE.shiftLeft(Math.max(0, decimal.scale()));
        BigInteger numerator = decimal.multiply(new BigDecimal(denominator)).toBigIntegerExact();
        BigInteger common = numerator.gcd(denominator);
        if (common.signum() != 0) {
            numerator = numerator.divide(common);
            denominator = denominator.divide(common);
        }
        return new TupleObject(Integers.normalized(numerator), Integers.normalized(denominator));
    }

    private static String hexadecimal(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Floats.repr(value);
        }
        String sign = value < 0 || (value == 0 && 1 / value < 0) ? "-" : "";
        if (value == 0) {
            return sign + "0x0.0p+0";
        }
        long bits = Double.doubleToLongBits(Math.abs(value));
        long exponent = bits >>> 52;
        String digits = String.format(Locale.ROOT, "%013x", bits & 0xfffffffffffffL);
        long shown = exponent == 0 ? -1022 : exponent - 1023;
        return sign + "0x" + (exponent == 0 ? "0" : "1") + "." + digits + "p" + (shown < 0 ? "-" : "+")
                + Math.abs(shown);
    }

    private static Object toBytes(ProgramRuntime runtime, Object[] a) {
        long length = a[1] == null ? 1 : Arguments.integer(a[1]);
        String order = a[2] == null ? "big" : Arguments.text(a[2], "to_bytes");
        boolean isSigned = Boolean.TRUE.equals(a[3]);
        BigInteger value = Integers.big(a[0]);
        if (length < 0) {
            throw Errors.value("length argument must be non-negative");
        }
        if (value.signum() < 0 && !isSigned) {
            throw Errors.overflow("can't convert negative int to unsigned");
        }
        long capacity = length * 8 - (isSigned ? 1 : 0);
        if (value.bitLength() > capacity) {
            throw Errors.overflow("int too big to convert");
        }
        runtime.allocate(length);
        byte[] octets = new byte[(int) length];
        byte[] from = value.toByteArray();
        Arrays.fill(octets, (byte) (value.signum() < 0 ? -1 : 0));
        int count = Math.min(from.length, octets.length);
        System.arraycopy(from, from.length - count, octets, octets.length - count, count);
        if (order.equals("little")) {
            reverse(octets);
        }
        return new BytesObject(octets);
    }

    private static void reverse(byte[] octets) {
        for (int i = 0, j = octets.length - 1; i < j; i++, j--) {
            byte b = octets[i];
            octets[i] = octets[j];
            octets[j] = b;
        }
    }
}
