package dev.interleave.language.syntax;

/// A token of the source.
///
/// @param type what it is
/// @param start offset of its first character
/// @param end offset behind its last character
/// @param text as the grammar compares it: names in NFKC, empty for structure
record Token(TokenType type, int start, int end, String text) {

    /// @return whether it is this operator or reserved word
    boolean is(String symbol) {
        return (type == TokenType.OPERATOR || type == TokenType.KEYWORD) && text.equals(symbol);
    }

    /// @return whether it is this name: a soft keyword where the grammar asks for it
    boolean isName(String name) {
        return type == TokenType.NAME && text.equals(name);
    }
}
