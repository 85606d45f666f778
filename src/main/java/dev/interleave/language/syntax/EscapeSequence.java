package dev.interleave.language.syntax;

/// One escape sequence of a string or bytes literal. An unknown one stands for itself, backslash included, as in
/// CPython.
final class EscapeSequence {

    private final SourceText source;
    private final int start;
    private final int limit;
    private final boolean bytes;
    private final String value;
    private int end;

    /// @param source the program
    /// @param start offset of the backslash
    /// @param limit offset behind the literal
    /// @param bytes whether it is in a literal of bytes, which has no Unicode escapes
    EscapeSequence(SourceText source, int start, int limit, boolean bytes) {
        this.source = source;
        this.start = start;
        this.limit = limit;
        this.bytes = bytes;
        this.end = start + 2;
        this.value = decode(source.text().charAt(start + 1));
    }

    /// @return the characters that it stands for; in a literal of bytes, each is one byte
    String value() {
        return value;
    }

    /// @return offset behind it
    int end() {
        return end;
    }

    private String decode(char c) {
        return switch (c) {
            case '\n' -> "";
            case '\\' -> "\\";
            case '\'' -> "'";
            case '"' -> "\"";
            case 'a' -> "\u0007";
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'v' -> "\u000B";
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal();
            case 'x' -> hexadecimal(2, bytes ? "invalid \\x escape" : "truncated \\xXX escape");
            case 'u' -> bytes ? "\\u" : hexadecimal(4, "truncated \\uXXXX escape");
            case 'U' -> bytes ? "\\U" : hexadecimal(8, "truncated \\UXXXXXXXX escape");
            case 'N' -> bytes ? "\\N" : named();
            default -> "\\" + c;
        };
    }

    private String octal() {
        int code = 0;
        int at = start + 1;
        while (at < limit
                && at < start + 4
                && source.text().charAt(at) >= '0'
                && source.text().charAt(at) <= '7') {
            code = code * 8 + source.text().charAt(at) - '0';
            at++;
        }
        end = at;
        if (bytes && code > 255) {
            throw source.error(start, "an octal escape of bytes is at most \\377");
        }
        return Character.toString(code);
    }

    private String hexadecimal(int digits, String problem) {
        int from = start + 2;
        end = from + digits;
        if (end > limit) {
            throw source.error(start, problem);
        }
        long code = 0;
        for (int at = from; at < end; at++) {
            char c = source.text().charAt(at);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw source.error(start, problem);
            }
            code = code * 16 + digit;
        }
        return character(code);
    }

    private String character(long code) {
        if (code > Character.MAX_CODE_POINT) {
            throw source.error(start, "illegal Unicode character");
        }
        if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
            throw source.error(start, "surrogate code points are not supported; write the character itself");
        }
        return Character.toString((int) code);
    }

    private String named() {
        String text = source.text();
        int closing = start + 2 < limit && text.charAt(start + 2) == '{' ? text.indexOf('}', start) : -1;
        if (closing < 0 || closing >= limit || closing == start + 3) {
            throw source.error(start, "malformed \\N character escape");
        }
        end = closing + 1;
        String name = text.substring(start + 3, closing);
        try {
            if (name.equals(name.strip())) {
                return Character.toString(Character.codePointOf(name));
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw source.error(start, "unknown Unicode character name");
    }
}
