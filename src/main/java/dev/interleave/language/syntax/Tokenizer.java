package dev.interleave.language.syntax;

import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Splits source text into tokens (Python Language Reference 3.11, chapter 2, Lexical analysis). Not thread-safe.
final class Tokenizer {

    private static final int MAX_NESTED_BRACKETS = 200;

    private static final Set<String> KEYWORDS = Set.of(
            "False",
            "None",
            "True",
            "and",
            "as",
            "assert",
            "async",
            "await",
            "break",
            "class",
            "continue",
            "def",
            "del",
            "elif",
            "else",
            "except",
            "finally",
            "for",
            "from",
            "global",
            "if",
            "import",
            "in",
            "is",
            "lambda",
            "nonlocal",
            "not",
            "or",
            "pass",
            "raise",
            "return",
            "try",
            "while",
            "with",
            "yield");

    /// The longest come first.
    private static final List<String> OPERATORS = List.of(
            "**=", "//=", ">>=", "<<=", "...", "!=", "->", ":=", "==", "<=", ">=", "<<", ">>", "**", "//", "+=", "-=",
            "*=", "/=", "%=", "&=", "|=", "^=", "@=", "+", "-", "*", "/", "%", "&", "|", "^", "~", "<", ">", "(", ")",
            "[", "]", "{", "}", ",", ":", ".", ";", "@", "=");

    private record Bracket(char opening, int at) {}

    private final SourceText source;
    private final String text;
    private final int limit;
    private final boolean expressionOnly;
    private final Indentation indentation;
    private final ArrayDeque<Bracket> brackets = new ArrayDeque<>();
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokenizer(SourceText source, int from, int to, boolean expressionOnly) {
        this.source = source;
        this.text = source.text();
        this.at = from;
        this.limit = to;
        this.expressionOnly = expressionOnly;
        this.indentation = new Indentation(source);
    }

    /// @param source a whole program
    /// @return its tokens; the last is [TokenType#END]
    /// @throws InvalidProgramException at the first character that belongs to no token
    static List<Token> tokenize(SourceText source) {
        int zero = source.text().indexOf('\0');
        if (zero >= 0) {
            throw source.error(zero, "source code cannot contain null bytes");
        }
        return new Tokenizer(source, 0, source.text().length(), false).program();
    }

    /// @param source a whole program
    /// @param from offset where an expression begins, as in the braces of a formatted string
    /// @param to offset behind it
    /// @return the tokens of the expression, whose lines need no indentation
    static List<Token> tokenizeExpression(SourceText source, int from, int to) {
        return new Tokenizer(source, from, to, true).expression();
    }

    private List<Token> program() {
        while (at < limit) {
            if (!skipBlankLine()) {
                logicalLine();
            }
        }
        requireClosedBrackets();
        for (int i = 0; i < indentation.level(); i++) {
            add(TokenType.DEDENT, limit, "");
        }
        add(TokenType.END, limit, "");
        return tokens;
    }

    private List<Token> expression() {
        while (at < limit) {
            token();
        }
        requireClosedBrackets();
        add(TokenType.END, limit, "");
        return tokens;
    }

    private boolean skipBlankLine() {
        int i = endOfSpace(at);
        if (i < limit && text.charAt(i) == '#') {
            i = endOfLine(i);
        }
        if (i < limit && text.charAt(i) != '\n') {
            return false;
        }
        at = Math.min(i + 1, limit);
        return true;
    }

    private void logicalLine() {
        int start = at;
        at = endOfSpace(at);
        int change = indentation.enter(start, at);
        if (change > 0) {
            add(TokenType.INDENT, at, "");
        }
        for (; change < 0; change++) {
            add(TokenType.DEDENT, at, "");
        }
        int before = tokens.size();
        while (at < limit && !isEndOfLogicalLine()) {
            token();
        }
        if (tokens.size() > before) {
            add(TokenType.NEWLINE, at, "");
        }
        at = Math.min(at + 1, limit);
    }

    private boolean isEndOfLogicalLine() {
        return text.charAt(at) == '\n' && brackets.isEmpty();
    }

    private void token() {
        char c = text.charAt(at);
        switch (c) {
            case ' ', '\t', '\f', '\n' -> at++;
            case '#' -> at = endOfLine(at);
            case '\\' -> continuation();
            default -> {
                int string = StringLiterals.startOfQuotes(text, at, limit);
                if (string >= 0) {
                    add(TokenType.STRING, StringLiterals.end(source, at, string, limit));
                } else if (isDigit(c) || (c == '.' && at + 1 < limit && isDigit(text.charAt(at + 1)))) {
                    add(TokenType.NUMBER, NumberLiterals.end(source, at, limit));
                } else if (isIdentifierStart(text.codePointAt(at))) {
                    name();
                } else {
                    operator();
                }
            }
        }
    }

    private void continuation() {
        if (at + 1 >= limit) {
            throw source.error(at, "unexpected EOF while parsing");
        }
        if (text.charAt(at + 1) != '\n') {
            throw source.error(at + 1, "unexpected character after line continuation character");
        }
        at += 2;
        if (at >= limit && !expressionOnly) {
            throw source.error(at, "unexpected EOF while parsing");
        }
    }

    private void name() {
        int end = at;
        boolean ascii = true;
        while (end < limit
                && Character.isUnicodeIdentifierPart(text.codePointAt(end))
                && !Character.isIdentifierIgnorable(text.codePointAt(end))) {
            ascii &= text.charAt(end) < 128;
            end += Character.charCount(text.codePointAt(end));
        }
        String name = text.substring(at, end);
        name = ascii ? name : Normalizer.normalize(name, Normalizer.Form.NFKC);
        tokens.add(new Token(KEYWORDS.contains(name) ? TokenType.KEYWORD : TokenType.NAME, at, end, name));
        at = end;
    }

    private void operator() {
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at) && at + operator.length() <= limit) {
                bracket(operator.charAt(0));
                add(TokenType.OPERATOR, at + operator.length());
                return;
            }
        }
        throw invalidCharacter(text.codePointAt(at));
    }

    private void bracket(char c) {
        switch (c) {
            case '(', '[', '{' -> {
                if (brackets.size() == MAX_NESTED_BRACKETS) {
                    throw source.error(at, "too many nested parentheses");
                }
                brackets.push(new Bracket(c, at));
            }
            case ')', ']', '}' -> close(c);
            default -> {}
        }
    }

    private void close(char closing) {
        Bracket open = brackets.poll();
        if (open == null) {
            throw source.error(at, "unmatched '" + closing + "'");
        }
        char expected = open.opening == '(' ? ')' : open.opening == '[' ? ']' : '}';
        if (closing != expected) {
            int line = source.line(open.at);
            String where = line == source.line(at) ? "" : " on line " + line;
            throw source.error(
                    at,
                    "closing parenthesis '" + closing + "' does not match opening parenthesis '" + open.opening + "'"
                            + where);
        }
    }

    private void requireClosedBrackets() {
        Bracket open = brackets.peek();
        if (open != null) {
            throw source.error(open.at, "'" + open.opening + "' was never closed");
        }
    }

    private InvalidProgramException invalidCharacter(int c) {
        if (c < 128 && !Character.isISOControl(c)) {
            return source.error(at, "invalid syntax");
        }
        String hex = String.format(Locale.ROOT, "U+%04X", c);
        boolean printable = !Character.isISOControl(c)
                && !Character.isSpaceChar(c)
                && Character.getType(c) != Character.FORMAT
                && Character.getType(c) != Character.UNASSIGNED;
        return source.error(
                at,
                printable
                        ? "invalid character '" + Character.toString(c) + "' (" + hex + ")"
                        : "invalid non-printable character " + hex);
    }

    private void add(TokenType type, int end) {
        add(type, end, text.substring(at, end));
        at = end;
    }

    private void add(TokenType type, int end, String symbol) {
        tokens.add(new Token(type, Math.min(at, end), end, symbol));
    }

    private int endOfSpace(int from) {
        int i = from;
        while (i < limit && (text.charAt(i) == ' ' || text.charAt(i) == '\t' || text.charAt(i) == '\f')) {
            i++;
        }
        return i;
    }

    private int endOfLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 || end > limit ? limit : end;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isIdentifierStart(int c) {
        return c == '_' || Character.isUnicodeIdentifierStart(c);
    }
}
