package dev.interleave.language.builtin;

import static dev.interleave.language.value.BuiltinFunction.NEEDS_CODE;

import dev.interleave.language.operation.Floats;
import dev.interleave.language.operation.Integers;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import java.math.BigInteger;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// What the module `math` has in Java. Its functions are those of [StrictMath], the same on every machine.
@SuppressWarnings("NullAway") // an argument that was left out is null
final class MathFunctions {

    private static final int LONG_ROOT_BITS = 20_000;

    private MathFunctions() {}

    static void register(Registry registry) {
        unary(registry, "sin", StrictMath::sin);
        unary(registry, "cos", StrictMath::cos);
        unary(registry, "tan", StrictMath::tan);
        unary(registry, "asin", StrictMath::asin);
        unary(registry, "acos", StrictMath::acos);
        unary(registry, "atan", StrictMath::atan);
        unary(registry, "sinh", StrictMath::sinh);
        unary(registry, "cosh", StrictMath::cosh);
        unary(registry, "tanh", StrictMath::tanh);
        unary(registry, "exp", StrictMath::exp);
        unary(registry, "expm1", StrictMath::expm1);
        unary(registry, "sqrt", StrictMath::sqrt);
        unary(registry, "cbrt", StrictMath::cbrt);
        unary(registry, "degrees", x -> x * (180 / StrictMath.PI));
        unary(registry, "radians", x -> x * (StrictMath.PI / 180));
        unary(registry, "log1p", x -> {
            if (x <= -1) {
                throw Errors.value("math domain error");
            }
            return StrictMath.log1p(x);
        });
        binary(registry, "atan2", StrictMath::atan2);
        binary(registry, "copysign", Math::copySign);
        binary(registry, "pow", MathFunctions::power);
        binary(registry, "fmod", (x, y) -> {
            if (Double.isInfinite(x) || y == 0) {
                throw Errors.value("math domain error");
            }
            return x % y;
        });
        binary(registry, "hypot", StrictMath::hypot);
        binary(registry, "nextafter", Math::nextAfter);
        binary(registry, "remainder", Math::IEEEremainder);
        registry.function("_math_log", 1, 1, (_, a) -> log(a[0], 1))
                .function("_math_log2", 1, 1, (_, a) -> log2(a[0]))
                .function("_math_log10", 1, 1, (_, a) -> log10(a[0]))
                .function("_math_fabs", 1, 1, (_, a) -> Math.abs(number(a[0])))
                .function("_math_floor", 1, 1, (_, a) -> rounded(a[0], Math::floor))
                .function("_math_ceil", 1, 1, (_, a) -> rounded(a[0], Math::ceil))
                .function("_math_isnan", 1, 1, (_, a) -> Double.isNaN(number(a[0])))
                .function("_math_isinf", 1, 1, (_, a) -> Double.isInfinite(number(a[0])))
                .function("_math_isfinite", 1, 1, (_, a) -> Double.isFinite(number(a[0])))
                .function("_math_frexp", 1, 1, (_, a) -> frexp(number(a[0])))
                .function("_math_ldexp", 2, 2, (_, a) -> ldexp(number(a[0]), Arguments.integer(a[1])))
                .function("_math_ulp", 1, 1, (_, a) -> Math.ulp(number(a[0])))
                .function("_math_gcd", 2, 2, MathFunctions::gcd)
                .function("_math_isqrt", 1, 1, MathFunctions::root);
    }

    private static double number(Object value) {
        return Floats.of(value);
    }

    private static void unary(Registry registry, String name, DoubleUnaryOperator operator) {
        registry.function("_math_" + name, 1, 1, (_, a) -> {
            double x = number(a[0]);
            return checked(operator.applyAsDouble(x), Double.isNaN(x), Double.isInfinite(x));
        });
    }

    private static void binary(Registry registry, String name, DoubleBinaryOperator operator) {
        registry.function("_math_" + name, 2, 2, (_, a) -> {
            double x = number(a[0]);
            double y = number(a[1]);
            return checked(
                    operator.applyAsDouble(x, y),
                    Double.isNaN(x) || Double.isNaN(y),
                    Double.isInfinite(x) || Double.isInfinite(y));
        });
    }

    private static double checked(double result, boolean hasNaN, boolean hasInfinity) {
        if (Double.isNaN(result) && !hasNaN) {
            throw Errors.value("math domain error");
        }
        if (Double.isInfinite(result) && !hasInfinity) {
            throw Errors.overflow("math range error");
        }
        return result;
    }

    private static double power(double x, double y) {
        if (x == 0 && y < 0) {
            throw Errors.value("math domain error");
        }
        return x == 1 || (x == -1 && Double.isInfinite(y)) ? 1 : StrictMath.pow(x, y);
    }

    private static double log(Object value, double unit) {
        if (value instanceof BigInteger b) {
            if (b.signum() <= 0) {
                throw Errors.value("math domain error");
            }
            int shift = Math.max(0, b.bitLength() - 1_000);
            return (StrictMath.log(b.shiftRight(shift).doubleValue()) + shift * StrictMath.log(2)) / unit;
        }
        double x = number(value);
        if (x <= 0) {
            throw Errors.value("math domain error");
        }
        return StrictMath.log(x) / unit;
    }

    private static double log2(Object value) {
        if (value instanceof BigInteger) {
            return log(value, StrictMath.log(2));
        }
        double x = number(value);
        if (x > 0 && !Double.isInfinite(x)) {
            int exponent = Math.getExponent(x);
            if (x == Math.scalb(1.0, exponent)) {
                return exponent;
            }
        }
        return log(value, StrictMath.log(2));
    }

    private static double log10(Object value) {
        if (value instanceof BigInteger) {
            return log(value, StrictMath.log(10));
        }
        double x = number(value);
        if (x <= 0) {
            throw Errors.value("math domain error");
        }
        return StrictMath.log10(x);
    }

    private static Object rounded(Object value, DoubleUnaryOperator operator) {
        if (Integers.isInteger(value)) {
            return Integers.integer(value);
        }
        return value instanceof Double d
                ? Floats.truncated(Double.isNaN(d) || Double.isInfinite(d) ? d : operator.applyAsDouble(d))
                : NEEDS_CODE;
    }

    private static TupleObject frexp(double x) {
        if (x == 0 || Double.isNaN(x) || Double.isInfinite(x)) {
            return new TupleObject(x, 0L);
        }
        int exponent = Math.getExponent(x) + 1;
        if (exponent <= -1022) {
            exponent = Math.getExponent(x * 0x1p54) + 1 - 54;
        }
        double half = exponent < -1000 ? Math.scalb(Math.scalb(x, 600), -exponent - 600) : Math.scalb(x, -exponent);
        return new TupleObject(half, (long) exponent);
    }

    private static double ldexp(double x, long exponent) {
        double result = Math.scalb(x, Math.clamp(exponent, -5_000, 5_000));
        return checked(result, Double.isNaN(x), Double.isInfinite(x));
    }

    private static Object gcd(ProgramRuntime runtime, Object[] a) {
        BigInteger x = integer(a[0]);
        BigInteger y = integer(a[1]);
        if (Math.max(x.bitLength(), y.bitLength()) > LONG_ROOT_BITS) {
            return NEEDS_CODE;
        }
        runtime.charge(((long) x.bitLength() * y.bitLength()) >> 8);
        return Integers.normalized(x.gcd(y));
    }

    private static Object root(ProgramRuntime runtime, Object[] a) {
        BigInteger x = integer(a[0]);
        if (x.signum() < 0) {
            throw Errors.value("isqrt() argument must be nonnegative");
        }
        if (x.bitLength() > LONG_ROOT_BITS) {
            return NEEDS_CODE;
        }
        runtime.charge(((long) x.bitLength() * x.bitLength()) >> 9);
        return Integers.normalized(x.sqrt());
    }

    private static BigInteger integer(Object value) {
        if (!Integers.isInteger(value)) {
            throw Errors.type("'" + Types.nameOf(value) + "' object cannot be interpreted as an integer");
        }
        return Integers.big(value);
    }
}
