package dev.interleave.language.syntax;

import java.util.List;

/// A position in a list of tokens, shared by the parsers of one program. Not thread-safe.
final class TokenCursor {

    /// How deep expressions may nest: each level takes some frames of the parser's own stack.
    private static final int MAX_DEPTH = 200;

    private final SourceText source;
    private final List<Token> tokens;
    private int next;
    private int depth;

    /// @param source the program
    /// @param tokens the last is of type END
    TokenCursor(SourceText source, List<Token> tokens) {
        this.source = source;
        this.tokens = tokens;
    }

    SourceText source() {
        return source;
    }

    Token peek() {
        return tokens.get(next);
    }

    Token peekSecond() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    /// @return the current token; the cursor moves on unless it is at the end
    Token next() {
        Token token = peek();
        if (token.type() != TokenType.END) {
            next++;
        }
        return token;
    }

    boolean isAt(String symbol) {
        return peek().is(symbol);
    }

    boolean isAt(TokenType type) {
        return peek().type() == type;
    }

    /// @return whether the symbol was there; then the cursor is behind it
    boolean accept(String symbol) {
        boolean there = isAt(symbol);
        if (there) {
            next++;
        }
        return there;
    }

    /// Moves behind a symbol.
    ///
    /// @return its token
    Token expect(String symbol) {
        if (!isAt(symbol)) {
            throw error("expected '" + symbol + "'");
        }
        return next();
    }

    /// Moves behind a name.
    ///
    /// @return its token
    Token expectName() {
        if (!isAt(TokenType.NAME)) {
            throw error("invalid syntax");
        }
        return next();
    }

    /// @return to be given to [#rewind(int)]
    int mark() {
        return next;
    }

    /// @param mark not behind the cursor
    /// @return whether a comma is right before the last token that was passed, and behind the mark
    boolean wasCommaBeforeLast(int mark) {
        return next - 2 > mark && tokens.get(next - 2).is(",");
    }

    void rewind(int mark) {
        next = mark;
    }

    /// To be called where an expression nests, with [#leave()] behind it.
    void enter() {
        if (++depth > MAX_DEPTH) {
            throw error("the program is nested too deeply; split the expression");
        }
    }

    void leave() {
        depth--;
    }

    int depth() {
        return depth;
    }

    void restoreDepth(int before) {
        depth = before;
    }

    InvalidProgramException error(String detail) {
        return source.error(peek().start(), detail);
    }
}
