package dev.interleave.language.syntax;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/// Finds and decodes the literals of strings and bytes (Python Language Reference 3.11, section 2.4.1). Static
/// methods only.
final class StringLiterals {

    /// How a literal is written.
    ///
    /// @param raw whether backslashes are ordinary characters
    /// @param bytes whether it is one of bytes
    /// @param formatted whether it has fields in braces
    /// @param start offset of its content
    /// @param end offset behind its content
    record Form(boolean raw, boolean bytes, boolean formatted, int start, int end) {}

    private StringLiterals() {}

    /// @param text of the source
    /// @param from offset where a literal may begin
    /// @param limit offset behind the last character to look at
    /// @return offset of its opening quotes, or -1 if none begins there
    static int startOfQuotes(String text, int from, int limit) {
        for (int at = from; at < limit && at <= from + 2; at++) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                return isPrefix(text.substring(from, at).toLowerCase(Locale.ROOT)) ? at : -1;
            }
        }
        return -1;
    }

    private static boolean isPrefix(String prefix) {
        return switch (prefix) {
            case "", "r", "u", "b", "f", "br", "rb", "fr", "rf" -> true;
            default -> false;
        };
    }

    /// @param source the program
    /// @param from offset of the literal, prefix included
    /// @param quotes offset of its opening quotes
    /// @param limit offset behind the last character to look at
    /// @return offset behind its closing quotes
    /// @throws InvalidProgramException if it is not closed
    static int end(SourceText source, int from, int quotes, int limit) {
        String text = source.text();
        String quote = quote(text, quotes);
        boolean triple = quote.length() == 3;
        for (int at = quotes + quote.length(); at < limit; at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '\n' && !triple) {
                break;
            } else if (text.startsWith(quote, at) && at + quote.length() <= limit) {
                return at + quote.length();
            }
        }
        int line = triple ? source.line(limit) : source.line(from);
        throw source.error(
                from,
                "unterminated " + (triple ? "triple-quoted " : "") + "string literal (detected at line " + line + ")");
    }

    private static String quote(String text, int at) {
        char c = text.charAt(at);
        String triple = String.valueOf(c).repeat(3);
        return text.startsWith(triple, at) ? triple : String.valueOf(c);
    }

    /// @param source the program
    /// @param token of type STRING
    /// @return how it is written
    static Form form(SourceText source, Token token) {
        String text = source.text();
        int quotes = startOfQuotes(text, token.start(), token.end());
        String prefix = text.substring(token.start(), quotes).toLowerCase(Locale.ROOT);
        int length = quote(text, quotes).length();
        return new Form(
                prefix.contains("r"),
                prefix.contains("b"),
                prefix.contains("f"),
                quotes + length,
                token.end() - length);
    }

    /// @param source the program
    /// @param form of a literal of bytes
    /// @return its bytes
    static byte[] bytes(SourceText source, Form form) {
        var bytes = new ByteArrayOutputStream();
        String text = source.text();
        for (int at = form.start(); at < form.end(); at++) {
            char c = text.charAt(at);
            if (c > 127 || (c == '\\' && text.charAt(at + 1) > 127)) {
                throw source.error(at, "bytes can only contain ASCII literal characters");
            }
            if (c != '\\' || form.raw()) {
                bytes.write(c);
                continue;
            }
            var escape = new EscapeSequence(source, at, form.end(), true);
            escape.value().chars().forEach(bytes::write);
            at = escape.end() - 1;
        }
        return bytes.toByteArray();
    }

    /// @param source the program
    /// @param from offset where the text begins
    /// @param to offset behind it
    /// @param raw whether backslashes are ordinary characters
    /// @return the characters that it stands for
    static String text(SourceText source, int from, int to, boolean raw) {
        String text = source.text();
        if (raw || text.indexOf('\\', from) < 0 || text.indexOf('\\', from) >= to) {
            return text.substring(from, to);
        }
        var decoded = new StringBuilder();
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            if (c != '\\' || at + 1 == to) {
                decoded.append(c);
                continue;
            }
            var escape = new EscapeSequence(source, at, to, false);
            decoded.append(escape.value());
            at = escape.end() - 1;
        }
        return decoded.toString();
    }
}
