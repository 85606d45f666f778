package dev.interleave.language.syntax;

/// The types of tokens.
enum TokenType {
    /// An identifier, soft keywords such as `match` included.
    NAME,
    /// A reserved word.
    KEYWORD,
    /// A number, not converted yet.
    NUMBER,
    /// A string literal with its prefix and quotes, not decoded yet.
    STRING,
    /// An operator or delimiter.
    OPERATOR,
    /// The end of a logical line.
    NEWLINE,
    /// A deeper indentation.
    INDENT,
    /// A return to a shallower indentation.
    DEDENT,
    /// The end of the source.
    END
}
