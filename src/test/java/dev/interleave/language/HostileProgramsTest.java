package dev.interleave.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.language.compiler.Compiler;
import dev.interleave.language.machine.Library;
import dev.interleave.language.machine.Limits;
import dev.interleave.language.machine.Machine;
import dev.interleave.language.machine.Machine.Status;
import dev.interleave.language.syntax.InvalidProgramException;
import dev.interleave.language.syntax.SourceText;
import dev.interleave.language.value.ExceptionObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs programs that try to take more time or memory than a program may. The length of a turn is asserted as charged
/// work; `TurnFigures` measures it in processor time.
class HostileProgramsTest {

    private static final int FUEL = 20_000;
    private static final int MEMORY_BYTES = 48 << 20;
    private static final int LITTLE_MEMORY_BYTES = 5 << 20;

    /// What one indivisible operation may charge beyond the fuel of its turn.
    private static final long MAX_BEYOND = 2_100_000;

    /// The work of the longest program that ends by itself.
    private static final long MAX_WORK = 200_000_000;

    private static final long MAX_WORK_OF_ENDLESS = 700_000;

    static List<HostileProgram> programs() {
        return HostileProgram.all();
    }

    @Test
    void areAtLeastSixty() {
        assertThat(programs()).hasSizeGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void endAsExpectedWithinTheirMemoryAndInShortTurns(HostileProgram program) {
        Library library = Library.get();
        Compiler.Module module;
        try {
            module = Compiler.compile(SourceText.of(program.source()), library.environment(), false);
        } catch (InvalidProgramException e) {
            assertThat(program.end()).isEqualTo("SyntaxError");
            return;
        }
        boolean isEndless = program.end().equals(Status.SUSPENDED.name());
        int memory = program.end().equals("MemoryError") ? LITTLE_MEMORY_BYTES : MEMORY_BYTES;
        var machine = new Machine(module, library, new Limits(memory, 1 << 22, 1_000));
        long most = isEndless ? MAX_WORK_OF_ENDLESS : MAX_WORK;
        Status status = Status.SUSPENDED;
        while (status == Status.SUSPENDED && machine.instructions() < most) {
            long before = machine.instructions();
            status = machine.run(FUEL);
            machine.takeOutput();
            assertThat(machine.instructions() - before).isLessThan(FUEL + MAX_BEYOND);
            assertThat(machine.memoryBytes()).isLessThan(2L * memory);
        }
        ExceptionObject failure = machine.failure();
        assertThat(failure == null ? status.name() : failure.type.name).isEqualTo(program.end());
    }
}
