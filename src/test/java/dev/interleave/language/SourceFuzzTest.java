package dev.interleave.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.interleave.language.compiler.Compiler;
import dev.interleave.language.machine.Library;
import dev.interleave.language.machine.Machine;
import dev.interleave.language.syntax.InvalidProgramException;
import dev.interleave.language.syntax.SourceText;

/// Any bytes as the source of a program: they are rejected with a place in the source, or the program runs.
class SourceFuzzTest {

    private static final int TURNS = 20;
    private static final int FUEL = 5_000;

    @FuzzTest(maxDuration = "10m")
    void isRejectedOrRuns(byte[] source) {
        Library library = Library.get();
        Machine machine;
        try {
            Compiler.Module module = Compiler.compile(SourceText.of(source), library.environment(), false);
            machine = new Machine(module, library, Programs.LIMITS);
        } catch (InvalidProgramException invalid) {
            assertThat(invalid.line()).isPositive();
            assertThat(invalid.column()).isPositive();
            assertThat(invalid.detail()).isNotBlank();
            return;
        }
        for (int turn = 0; turn < TURNS; turn++) {
            Machine.Status status = machine.run(FUEL);
            if (status == Machine.Status.RETURNED || status == Machine.Status.FAILED) {
                return;
            }
        }
    }
}
