package dev.interleave.language.operation;

import static dev.interleave.language.value.BuiltinFunction.NEEDS_CODE;

import dev.interleave.language.value.Errors;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.Raised;
import dev.interleave.language.value.Types;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// `format` for numbers and strings. Static methods only; thread-safe.
public final class Formatting {

    /// No float has more digits behind the point.
    private static final int MAX_FRACTION_DIGITS = 1_100;

    private Formatting() {}

    /// @param runtime of the program
    /// @param value any value
    /// @param specification what stands behind the colon
    /// @return the text, or [dev.interleave.language.value.BuiltinFunction#NEEDS_CODE]
    public static Object format(ProgramRuntime runtime, Object value, String specification) {
        if (Types.special(value, "__format__") != null) {
            return NEEDS_CODE;
        }
        if (specification.isEmpty()) {
            return Representation.str(runtime, value);
        }
        if (value instanceof String text) {
            return text(runtime, text, FormatSpecification.parse(specification, "str"));
        }
        if (Floats.isNumber(value)) {
            var spec = FormatSpecification.parse(specification, Types.nameOf(value));
            runtime.allocatePiece(Math.max(spec.width(), spec.precision()) * 2L);
            runtime.charge(Math.max(spec.width(), spec.precision()) >> 3);
            return value instanceof Double d ? floating(d, spec) : integer(runtime, value, spec);
        }
        throw Errors.type("unsupported format string passed to " + Types.nameOf(value) + ".__format__");
    }

    private static Object text(ProgramRuntime runtime, String text, FormatSpecification spec) {
        if (spec.type() != 0 && spec.type() != 's') {
            throw unknown(spec, "str");
        }
        if (spec.sign() != 0) {
            throw Errors.value("Sign not allowed in string format specifier");
        }
        if (spec.align() == '=' && spec.fill() != '0') {
            throw Errors.value("'=' alignment not allowed in string format specifier");
        }
        if (spec.isAlternate()) {
            throw Errors.value("Alternate form (#) not allowed in string format specifier");
        }
        if (spec.grouping() != 0) {
            throw Errors.value("Cannot specify '" + spec.grouping() + "' with 's'.");
        }
        runtime.allocate(spec.width() * 2L);
        String cut = text;
        if (spec.precision() >= 0 && Characters.length(text) > spec.precision()) {
            cut = text.substring(0, text.offsetByCodePoints(0, spec.precision()));
        }
        return padded("", cut, spec, spec.align() == 0 || spec.align() == '=' ? '<' : spec.align());
    }

    private static Raised unknown(FormatSpecification spec, String type) {
        return Errors.value("Unknown format code '" + spec.type() + "' for object of type '" + type + "'");
    }

    private static String padded(String sign, String body, FormatSpecification spec, char align) {
        int length = sign.length() + Characters.length(body);
        int missing = spec.width() - length;
        if (missing <= 0) {
            return sign + body;
        }
        String fill = Character.toString(spec.fill());
        return switch (align) {
            case '<' -> sign + body + fill.repeat(missing);
            case '>' -> fill.repeat(missing) + sign + body;
            case '=' -> sign + fill.repeat(missing) + body;
            default -> fill.repeat(missing / 2) + sign + body + fill.repeat(missing - missing / 2);
        };
    }

    private static char align(FormatSpecification spec) {
        return spec.align() == 0 ? '>' : spec.align();
    }

    private static String sign(boolean isNegative, FormatSpecification spec) {
        return isNegative ? "-" : spec.sign() == '+' ? "+" : spec.sign() == ' ' ? " " : "";
    }

    // --- integers

    private static Object integer(ProgramRuntime runtime, Object value, FormatSpecification spec) {
        if ("eEfFgG%".indexOf(spec.type()) >= 0 && spec.type() != 0) {
            return floating(Floats.of(value), spec);
        }
        if (spec.precision() >= 0) {
            throw Errors.value("Precision not allowed in integer format specifier");
        }
        BigInteger number = Integers.big(value);
        if (number.bitLength() > Integers.LONG_BITS && "dn\0".indexOf(spec.type()) >= 0) {
            return NEEDS_CODE;
        }
        BigInteger magnitude = number.abs();
        String prefix = "";
        String digits;
        int group = 3;
        switch (spec.type()) {
            case 0, 'd', 'n' -> digits = magnitude.toString();
            case 'b', 'o', 'x', 'X' -> {
                int radix = spec.type() == 'b' ? 2 : spec.type() == 'o' ? 8 : 16;
                runtime.charge(magnitude.bitLength());
                digits = magnitude.toString(radix);
                digits = spec.type() == 'X' ? digits.toUpperCase(Locale.ROOT) : digits;
                prefix = spec.isAlternate() ? "0" + spec.type() : "";
                group = 4;
                if (spec.grouping() == ',') {
                    throw Errors.value("Cannot specify ',' with '" + spec.type() + "'.");
                }
            }
            case 'c' -> {
                if (magnitude.bitLength() > 21 || number.signum() < 0 || magnitude.intValue() > 0x10ffff) {
                    throw Errors.overflow("%c arg not in range(0x110000)");
                }
                return padded(
                        "", Character.toString(magnitude.intValue()), spec, spec.align() == 0 ? '<' : spec.align());
            }
            default -> throw unknown(spec, Types.nameOf(value));
        }
        return finished(sign(number.signum() < 0, spec) + prefix, digits, "", spec, group);
    }

    /// Groups digits, and fills with zeros in groups too.
    private static String finished(String sign, String digits, String rest, FormatSpecification spec, int group) {
        String body = digits;
        if (spec.grouping() != 0) {
            if (spec.fill() == '0' && spec.align() == '=') {
                int wanted = spec.width() - sign.length() - rest.length();
                while (body.length() + (body.length() - 1) / group < wanted) {
                    body = "0" + body;
                }
                String grouped = grouped(body, spec.grouping(), group);
                return sign + grouped + rest;
            }
            body = grouped(body, spec.grouping(), group);
        }
        return padded(sign, body + rest, spec, align(spec));
    }

    private static String grouped(String digits, char separator, int group) {
        var text = new StringBuilder(digits);
        for (int i = digits.length() - group; i > 0; i -= group) {
            text.insert(i, separator);
        }
        return text.toString();
    }

    // --- floats

    private static String floating(double value, FormatSpecification spec) {
        boolean isNegative = value < 0 || (value == 0 && 1 / value < 0);
        String sign = sign(isNegative, spec);
        char type = spec.type() == 'n' ? 'g' : spec.type();
        if (type != 0 && "eEfFgG%".indexOf(type) < 0) {
            throw unknown(spec, "float");
        }
        boolean isUpper = Character.isUpperCase(type);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            String name = Double.isNaN(value) ? "nan" : "inf";
            String body = (isUpper ? name.toUpperCase(Locale.ROOT) : name) + (type == '%' ? "%" : "");
            FormatSpecification plain = spec.fill() == '0' && spec.align() == '='
                    ? new FormatSpecification('0', '=', spec.sign(), false, spec.width(), (char) 0, -1, (char) 0)
                    : spec;
            return padded(sign, body, plain, align(plain));
        }
        String body = body(Math.abs(value), Character.toLowerCase(type), spec);
        if (isUpper) {
            body = body.toUpperCase(Locale.ROOT);
        }
        int end = 0;
        while (end < body.length() && Character.isDigit(body.charAt(end))) {
            end++;
        }
        return finished(sign, body.substring(0, end), body.substring(end), spec, 3);
    }

    private static String body(double value, char type, FormatSpecification spec) {
        int precision = spec.precision() < 0 ? 6 : spec.precision();
        var exact = new BigDecimal(value);
        return switch (type) {
            case 'f' -> withPoint(fixed(exact, precision), spec);
            case '%' -> withPoint(fixed(exact.multiply(BigDecimal.valueOf(100)), precision), spec) + "%";
            case 'e' -> exponential(exact, precision, spec.isAlternate());
            case 'g' -> general(exact, Math.max(1, precision), spec.isAlternate(), false);
            default -> spec.precision() < 0 ? Floats.repr(value) : general(exact, Math.max(1, precision), false, true);
        };
    }

    private static String withPoint(String digits, FormatSpecification spec) {
        return spec.isAlternate() && digits.indexOf('.') < 0 ? digits + "." : digits;
    }

    /// @param value not negative
    /// @param precision the number of digits behind the point
    /// @return rounded half to even
    static String fixed(BigDecimal value, int precision) {
        if (precision > MAX_FRACTION_DIGITS) {
            return fixed(value, MAX_FRACTION_DIGITS) + "0".repeat(precision - MAX_FRACTION_DIGITS);
        }
        return value.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String exponential(BigDecimal value, int precision, boolean isAlternate) {
        if (value.signum() == 0) {
            String zeros = precision > 0 ? "." + "0".repeat(precision) : isAlternate ? "." : "";
            return "0" + zeros + "e+00";
        }
        BigDecimal rounded = value.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        String digits = rounded.unscaledValue().toString();
        int exponent = digits.length() - rounded.scale() - 1;
        digits = (digits + "0".repeat(Math.max(0, precision + 1 - digits.length()))).substring(0, precision + 1);
        String text = Floats.scientific(digits, exponent);
        return isAlternate && precision == 0 ? text.replace("e", ".e") : text;
    }

    private static String general(BigDecimal value, int precision, boolean isAlternate, boolean isDefault) {
        int exponent = 0;
        if (value.signum() != 0) {
            BigDecimal rounded = value.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            exponent = rounded.precision() - rounded.scale() - 1;
        }
        boolean isScientific = exponent < -4 || exponent >= precision - (isDefault ? 1 : 0);
        if (isDefault && exponent >= precision - 1 && exponent < precision && precision > 1) {
            isScientific = exponent >= precision - 1 && exponent >= 0 && exponent + 1 >= precision;
        }
        String text = isScientific
                ? exponential(value, precision - 1, isAlternate)
                : fixed(value, Math.max(0, precision - 1 - exponent));
        if (!isAlternate) {
            text = stripped(text);
        }
        if (isDefault && !isScientific && text.indexOf('.') < 0) {
            text += ".0";
        }
        return text;
    }

    private static String stripped(String text) {
        int e = text.indexOf('e');
        String significand = e < 0 ? text : text.substring(0, e);
        String exponent = e < 0 ? "" : text.substring(e);
        if (significand.indexOf('.') >= 0) {
            int end = significand.length();
            while (significand.charAt(end - 1) == '0') {
                end--;
            }
            if (significand.charAt(end - 1) == '.') {
                end--;
            }
            significand = significand.substring(0, end);
        }
        return significand + exponent;
    }
}
