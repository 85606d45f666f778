package dev.interleave.language;

import dev.interleave.language.compiler.Compiler;
import dev.interleave.language.machine.Compilation;
import dev.interleave.language.machine.Library;
import dev.interleave.language.machine.Limits;
import dev.interleave.language.machine.Machine;
import dev.interleave.language.machine.Traceback;
import dev.interleave.language.syntax.InvalidProgramException;
import dev.interleave.language.syntax.SourceText;
import java.util.regex.Pattern;

/// Runs programs in tests.
final class Programs {

    static final Limits LIMITS = new Limits(64 << 20, 1 << 24, 1_000);

    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{6,}");
    private static final int FUEL = 20_000;

    /// What a program did.
    ///
    /// @param output what it printed, and the exception that ended it; without addresses
    /// @param instructions the work that it took
    record Run(String output, long instructions) {}

    private Programs() {}

    static Machine machine(String program) {
        return machine(program, Compilation.standard());
    }

    static Machine machine(String program, Compilation compilation) {
        Library library = Library.get();
        var module = Compiler.compile(SourceText.of(program), library.environment(), false);
        return new Machine(module, library, LIMITS, compilation);
    }

    static String output(String program) {
        return run(program, FUEL).output();
    }

    /// @param fuel of each turn
    static Run run(String program, long fuel) {
        return run(program, fuel, Compilation.standard());
    }

    /// @param fuel of each turn
    static Run run(String program, long fuel, Compilation compilation) {
        Machine machine;
        try {
            machine = machine(program, compilation);
        } catch (InvalidProgramException e) {
            return new Run("rejected: " + e.line() + ":" + e.column() + ": " + e.detail() + "\n", 0);
        }
        var output = new StringBuilder();
        Machine.Status status = Machine.Status.SUSPENDED;
        while (status == Machine.Status.SUSPENDED || status == Machine.Status.STEPPED) {
            status = machine.run(fuel);
            output.append(machine.takeOutput());
        }
        if (machine.failure() != null) {
            output.append(machine.failure().type.name)
                    .append(": ")
                    .append(Traceback.message(machine.failure()))
                    .append('\n');
        }
        return new Run(ADDRESS.matcher(output).replaceAll("0x"), machine.instructions());
    }
}
