package dev.interleave.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interleave.language.checkpoint.MachineCodec;
import dev.interleave.language.compiler.Compiler;
import dev.interleave.language.machine.Library;
import dev.interleave.language.machine.Machine;
import dev.interleave.language.machine.Traceback;
import dev.interleave.language.syntax.SourceText;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointTest {

    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{6,}");
    private static final Library LIBRARY = Library.get();

    static List<Path> programs() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/dev/interleave/language/programs"))) {
            return files.sorted().toList();
        }
    }

    private static Compiler.Module compile(String program) {
        return Compiler.compile(SourceText.of(program), LIBRARY.environment(), false);
    }

    private static Machine machine(Compiler.Module module) {
        return new Machine(module, LIBRARY, Programs.LIMITS);
    }

    /// Moves the program to another machine, compiled anew, after random numbers of instructions.
    @ParameterizedTest
    @MethodSource("programs")
    void programsRunAlikeHoweverOftenTheyAreStoredAndRestored(Path file) throws IOException {
        String program = Files.readString(file);
        Programs.Run whole = Programs.run(program, 1_000_000_000L);
        var random = new Random(20_261_128L);
        int most = (int) Math.max(1, whole.instructions() / 40);
        Compiler.Module module = compile(program);
        Machine machine = machine(module);
        var output = new StringBuilder();
        Machine.Status status = Machine.Status.SUSPENDED;
        while (status == Machine.Status.SUSPENDED || status == Machine.Status.STEPPED) {
            status = machine.run(1 + random.nextInt(most));
            output.append(machine.takeOutput());
            if (machine.canBeStored()) {
                byte[] stored = new MachineCodec(LIBRARY, module, machine).write(machine);
                module = compile(program);
                machine = machine(module);
                new MachineCodec(LIBRARY, module, machine).read(stored, machine);
            }
        }
        if (machine.failure() != null) {
            output.append(machine.failure().type.name)
                    .append(": ")
                    .append(Traceback.message(machine.failure()))
                    .append('\n');
        }
        assertThat(new Programs.Run(ADDRESS.matcher(output).replaceAll("0x"), machine.instructions()))
                .isEqualTo(whole);
    }

    /// Work that allocates ends a turn early; what is left of it must not count twice.
    @ParameterizedTest
    @MethodSource("programs")
    void theWorkDoesNotDependOnTheLengthOfTurns(Path file) throws IOException {
        String program = Files.readString(file);

        assertThat(Programs.run(program, 1_000_000_000L)).isEqualTo(Programs.run(program, 5_000));
    }

    @Test
    void storesSmallProgramsInFewBytes() {
        Compiler.Module module = compile("def f(n):\n    for i in range(n):\n        yield i\nfor x in f(10): pass\n");
        Machine machine = machine(module);
        machine.run(30);
        assertThat(new MachineCodec(LIBRARY, module, machine).write(machine)).hasSizeLessThan(2_000);
    }

    @Test
    void rejectsDamagedBytes() throws IOException {
        String program = Files.readString(programs().getFirst());
        Compiler.Module module = compile(program);
        Machine machine = machine(module);
        machine.run(2_000);
        byte[] stored = new MachineCodec(LIBRARY, module, machine).write(machine);
        var random = new Random(7);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = stored.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Machine other = machine(compile(program));
            assertThatThrownBy(() -> new MachineCodec(LIBRARY, module, other).read(damaged, other))
                    .isInstanceOf(StreamCorruptedException.class);
        }
    }

    @Test
    void rejectsTheStateOfAnotherProgram() {
        Compiler.Module module = compile("x = 1\ny = 'constant'\n");
        Machine machine = machine(module);
        machine.run(1);
        byte[] stored = new MachineCodec(LIBRARY, module, machine).write(machine);
        Compiler.Module other = compile("def f(): pass\nx = (1, 2)\n");
        Machine target = machine(other);
        assertThatThrownBy(() -> new MachineCodec(LIBRARY, other, target).read(stored, target))
                .isInstanceOf(StreamCorruptedException.class);
    }
}
