package dev.interleave.language.syntax;

/// Thrown for source text that is not a program of the language. Immutable, without a stack trace: the position
/// in the source is what counts.
public final class InvalidProgramException extends RuntimeException {

    private final int line;
    private final int column;

    /// @param line of the source, from 1
    /// @param column in that line, in code points from 1
    /// @param detail what is wrong, as a sentence for the author of the program
    public InvalidProgramException(int line, int column, String detail) {
        super(detail, null, false, false);
        this.line = line;
        this.column = column;
    }

    /// @return the line, from 1
    public int line() {
        return line;
    }

    /// @return the column, in code points from 1
    public int column() {
        return column;
    }

    /// @return what is wrong
    public String detail() {
        return String.valueOf(getMessage());
    }
}
