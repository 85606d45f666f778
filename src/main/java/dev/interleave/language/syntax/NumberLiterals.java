package dev.interleave.language.syntax;

import dev.interleave.language.tree.Expression;
import java.math.BigInteger;

/// Finds and converts the literals of numbers (Python Language Reference 3.11, section 2.4.4). Static methods only.
final class NumberLiterals {

    /// CPython's limit for decimal literals, whose conversion takes time quadratic in their length.
    private static final int MAX_DECIMAL_DIGITS = 4_300;

    private NumberLiterals() {}

    /// @param source the program
    /// @param from offset of the first digit or of the point before it
    /// @param limit offset behind the last character to look at
    /// @return offset behind the literal
    /// @throws InvalidProgramException if it is malformed
    static int end(SourceText source, int from, int limit) {
        String text = source.text();
        int base = base(text, from, limit);
        if (base != 10) {
            return endOfPrefixed(source, from, base, limit);
        }
        int at = digits(source, from, limit);
        boolean isFloat = false;
        if (at < limit && text.charAt(at) == '.') {
            isFloat = true;
            at = digits(source, at + 1, limit);
        }
        int exponent = endOfExponent(source, at, limit);
        isFloat |= exponent > at;
        at = exponent;
        if (at < limit && (text.charAt(at) == 'j' || text.charAt(at) == 'J')) {
            throw source.error(from, "complex numbers are not supported; use a pair of floats");
        }
        requireEnd(source, at, limit, "decimal");
        if (!isFloat) {
            requireNoLeadingZero(source, from, at);
        }
        return at;
    }

    private static int base(String text, int from, int limit) {
        if (text.charAt(from) != '0' || from + 1 >= limit) {
            return 10;
        }
        return switch (text.charAt(from + 1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 10;
        };
    }

    private static String name(int base) {
        return switch (base) {
            case 16 -> "hexadecimal";
            case 8 -> "octal";
            case 2 -> "binary";
            default -> "decimal";
        };
    }

    private static int endOfPrefixed(SourceText source, int from, int base, int limit) {
        String text = source.text();
        int at = from + 2;
        boolean digit = false;
        while (at < limit) {
            char c = text.charAt(at);
            if (c == '_') {
                if (at + 1 >= limit || Character.digit(text.charAt(at + 1), base) < 0) {
                    throw source.error(at, "invalid " + name(base) + " literal");
                }
            } else if (c < 128 && Character.digit(c, base) >= 0) {
                digit = true;
            } else if (Tokenizer.isDigit(c)) {
                throw source.error(at, "invalid digit '" + c + "' in " + name(base) + " literal");
            } else {
                break;
            }
            at++;
        }
        if (!digit) {
            throw source.error(at - 1, "invalid " + name(base) + " literal");
        }
        requireEnd(source, at, limit, name(base));
        return at;
    }

    /// @return offset behind digits that single underscores may separate
    private static int digits(SourceText source, int from, int limit) {
        String text = source.text();
        int at = from;
        while (at < limit) {
            char c = text.charAt(at);
            if (c == '_') {
                boolean between = at > from && at + 1 < limit && Tokenizer.isDigit(text.charAt(at + 1));
                if (!between) {
                    throw source.error(at, "invalid decimal literal");
                }
            } else if (!Tokenizer.isDigit(c)) {
                break;
            }
            at++;
        }
        return at;
    }

    /// @return the same offset if there is no exponent
    private static int endOfExponent(SourceText source, int from, int limit) {
        String text = source.text();
        if (from >= limit || (text.charAt(from) != 'e' && text.charAt(from) != 'E')) {
            return from;
        }
        int at = from + 1;
        boolean signed = at < limit && (text.charAt(at) == '+' || text.charAt(at) == '-');
        at += signed ? 1 : 0;
        if (at < limit && Tokenizer.isDigit(text.charAt(at))) {
            return digits(source, at, limit);
        }
        if (signed) {
            throw source.error(from, "invalid decimal literal");
        }
        return from; // `1else`, as in `1if x else 0`
    }

    /// A name may not follow at once, but for the words that can continue an expression.
    private static void requireEnd(SourceText source, int at, int limit, String kind) {
        String text = source.text();
        if (at >= limit || !Tokenizer.isIdentifierStart(text.codePointAt(at))) {
            return;
        }
        for (String word : new String[] {"and", "else", "for", "if", "in", "is", "not", "or"}) {
            if (text.startsWith(word, at)) {
                return;
            }
        }
        throw source.error(at - 1, "invalid " + kind + " literal");
    }

    private static void requireNoLeadingZero(SourceText source, int from, int end) {
        String digits = source.text().substring(from, end);
        if (digits.charAt(0) == '0' && !digits.chars().allMatch(c -> c == '0' || c == '_')) {
            throw source.error(
                    from,
                    "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers");
        }
        if (digits.length() > MAX_DECIMAL_DIGITS
                && digits.chars().filter(c -> c != '_').count() > MAX_DECIMAL_DIGITS) {
            throw source.error(
                    from,
                    "a decimal literal has at most " + MAX_DECIMAL_DIGITS
                            + " digits; use a hexadecimal one, or int() of a string");
        }
    }

    /// @param token of type NUMBER
    /// @return its value as an expression
    static Expression value(Token token) {
        String text = token.text().replace("_", "");
        int base = base(text, 0, text.length());
        if (base != 10) {
            return new Expression.IntegerLiteral(token.start(), new BigInteger(text.substring(2), base));
        }
        boolean isInteger = text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isInteger
                ? new Expression.IntegerLiteral(token.start(), new BigInteger(text))
                : new Expression.FloatLiteral(token.start(), Double.parseDouble(text));
    }
}
