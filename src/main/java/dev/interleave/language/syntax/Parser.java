package dev.interleave.language.syntax;

import dev.interleave.language.tree.Statement;
import java.util.List;

/// Turns source text into a tree. Static methods only; thread-safe.
public final class Parser {

    private Parser() {}

    /// Takes time proportional to the length of the source.
    ///
    /// @param source of a whole program
    /// @return its statements
    /// @throws InvalidProgramException at the first mistake
    public static List<Statement> parse(SourceText source) {
        var tokens = new TokenCursor(source, Tokenizer.tokenize(source));
        return new BlockParser(tokens).program();
    }
}
