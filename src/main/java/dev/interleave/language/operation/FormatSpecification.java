package dev.interleave.language.operation;

import dev.interleave.language.value.Errors;

/// What stands behind the colon of a replacement field. Immutable.
///
/// @param fill the character that fills the width, a code point
/// @param align `<`, `>`, `=`, `^`, or 0 if it is not given
/// @param sign `+`, `-`, a space, or 0
/// @param isAlternate whether there is a `#`
/// @param width the smallest width
/// @param grouping `,`, `_`, or 0
/// @param precision or -1
/// @param type a letter, `%`, or 0
record FormatSpecification(
        int fill, char align, char sign, boolean isAlternate, int width, char grouping, int precision, char type) {

    private static final int MAX_NUMBER = Integer.MAX_VALUE / 2;

    static FormatSpecification parse(String text, String typeName) {
        return new Reader(text, typeName).read();
    }

    private static final class Reader {
        private final String text;
        private final String typeName;
        private int at;

        Reader(String text, String typeName) {
            this.text = text;
            this.typeName = typeName;
        }

        FormatSpecification read() {
            int fill = ' ';
            char align = 0;
            if (!text.isEmpty()) {
                int first = text.codePointAt(0);
                int width = Character.charCount(first);
                if (width < text.length() && isAlign(text.charAt(width))) {
                    fill = first;
                    align = text.charAt(width);
                    at = width + 1;
                } else if (isAlign(text.charAt(0))) {
                    align = text.charAt(0);
                    at = 1;
                }
            }
            char sign = oneOf("+- ");
            boolean isAlternate = oneOf("#") != 0;
            if (align == 0 && peek() == '0') {
                fill = '0';
                align = '=';
                at++;
            } else if (peek() == '0' && at < text.length()) {
                at++;
            }
            int width = number();
            char grouping = oneOf(",_");
            int precision = -1;
            if (oneOf(".") != 0) {
                if (!Character.isDigit(peek())) {
                    throw Errors.value("Format specifier missing precision");
                }
                precision = number();
            }
            char type = at < text.length() ? text.charAt(at++) : 0;
            if (at < text.length()) {
                throw Errors.value("Invalid format specifier '" + text + "' for object of type '" + typeName + "'");
            }
            return new FormatSpecification(fill, align, sign, isAlternate, width, grouping, precision, type);
        }

        private static boolean isAlign(char c) {
            return "<>=^".indexOf(c) >= 0;
        }

        private char peek() {
            return at < text.length() ? text.charAt(at) : 0;
        }

        private char oneOf(String choices) {
            char c = peek();
            if (c == 0 || choices.indexOf(c) < 0) {
                return 0;
            }
            at++;
            return c;
        }

        private int number() {
            long value = 0;
            while (peek() >= '0' && peek() <= '9') {
                value = value * 10 + (peek() - '0');
                if (value > MAX_NUMBER) {
                    throw Errors.value("Too many decimal digits in format string");
                }
                at++;
            }
            return (int) value;
        }
    }
}
