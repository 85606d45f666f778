package dev.interleave.program.request;

import dev.interleave.language.Program;
import dev.interleave.language.syntax.InvalidProgramException;
import dev.interleave.rest.problem.FieldError;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import java.util.List;
import java.util.Locale;

/// Makes problems of invalid programs. Static methods only; thread-safe.
public final class InvalidPrograms {

    private InvalidPrograms() {}

    /// @param source of a program
    /// @param pointer of the source in the request body
    /// @return the program
    /// @throws ProblemException if it is invalid or not supported
    public static Program compile(String source, String pointer) {
        try {
            return Program.compile(source);
        } catch (InvalidProgramException e) {
            throw problem(e, pointer);
        }
    }

    private static ProblemException problem(InvalidProgramException invalid, String pointer) {
        String detail = String.format(
                Locale.ROOT, "Line %d, column %d: %s", invalid.line(), invalid.column(), invalid.detail());
        return new ProblemException(ProblemType.INVALID_PROGRAM, detail, List.of(error(invalid, pointer)));
    }

    /// @param invalid what is wrong with a program
    /// @param pointer of its source in the request body
    /// @return the same as a mistake of the request
    public static FieldError error(InvalidProgramException invalid, String pointer) {
        return new FieldError(pointer, invalid.line(), invalid.column(), invalid.detail());
    }
}
