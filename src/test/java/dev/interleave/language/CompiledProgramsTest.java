package dev.interleave.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.language.checkpoint.MachineCodec;
import dev.interleave.language.compiler.Compiler;
import dev.interleave.language.machine.Compilation;
import dev.interleave.language.machine.Library;
import dev.interleave.language.machine.Limits;
import dev.interleave.language.machine.Machine;
import dev.interleave.language.machine.Machine.Status;
import dev.interleave.language.machine.Traceback;
import dev.interleave.language.syntax.InvalidProgramException;
import dev.interleave.language.syntax.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Compiled code does what the instructions do: the same output, the same exceptions and the same number of
/// instructions.
class CompiledProgramsTest {

    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{6,}");
    private static final Library LIBRARY = Library.get();
    private static final int FUEL = 20_000;
    private static final int RANDOM_PROGRAMS = Integer.getInteger("language.compiled-programs", 75);
    private static final int MANY = 1_000_000;
    private static final long SEED = 20_261_128L;

    /// Compiles from the first call, before much is known about operands, so that code is often left again.
    private static Compilation early() {
        return new Compilation(1, 3, MANY, Runnable::run);
    }

    /// Compiles when operands are known.
    private static Compilation soon() {
        return new Compilation(5, 30, MANY, Runnable::run);
    }

    static List<Path> programs() throws IOException {
        var programs = new ArrayList<Path>();
        for (String directory :
                List.of("src/test/resources/dev/interleave/language/programs", "src/jmh/language/programs")) {
            try (Stream<Path> files = Files.list(Path.of(directory))) {
                files.filter(file -> !file.toString().matches(".*(factorial|long-product|pidigits|sieve).*"))
                        .forEach(programs::add);
            }
        }
        return programs;
    }

    @ParameterizedTest
    @MethodSource("programs")
    void programsRunAlike(Path file) throws IOException {
        String program = Files.readString(file);
        Programs.Run interpreted = Programs.run(program, FUEL, Compilation.off());
        assertThat(Programs.run(program, FUEL, early())).isEqualTo(interpreted);
        assertThat(Programs.run(program, FUEL, soon())).isEqualTo(interpreted);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 50})
    void programsRunAlikeHoweverOftenTheyAreSuspended(long fuel) throws IOException {
        for (Path file : programs()) {
            if (file.toString().contains("resources")) {
                String program = Files.readString(file);
                assertThat(Programs.run(program, fuel, soon()))
                        .describedAs(file.toString())
                        .isEqualTo(Programs.run(program, FUEL, Compilation.off()));
            }
        }
    }

    @Test
    void randomProgramsRunAlike() {
        IntStream.range(0, RANDOM_PROGRAMS).forEach(i -> {
            String program = new RandomProgram(new Random(SEED + i)).write();
            Programs.Run interpreted = Programs.run(program, FUEL, Compilation.off());
            assertThat(Programs.run(program, FUEL, early()))
                    .describedAs(program)
                    .isEqualTo(interpreted);
            assertThat(Programs.run(program, 50, soon())).describedAs(program).isEqualTo(interpreted);
        });
    }

    /// Moves the program between machines that compile and machines that do not.
    @ParameterizedTest
    @MethodSource("programs")
    void programsRunAlikeHoweverOftenTheyAreStoredAndRestored(Path file) throws IOException {
        if (!file.toString().contains("resources")) {
            return;
        }
        String program = Files.readString(file);
        Programs.Run whole = Programs.run(program, 1_000_000_000L, Compilation.off());
        var random = new Random(SEED);
        int most = (int) Math.max(1, whole.instructions() / 20);
        Compilation compilation = early();
        Compiler.Module module = compile(program);
        Machine machine = new Machine(module, LIBRARY, Programs.LIMITS, compilation);
        var output = new StringBuilder();
        Status status = Status.SUSPENDED;
        boolean isCompiled = false;
        while (status == Status.SUSPENDED || status == Status.STEPPED) {
            status = machine.run(1 + random.nextInt(most));
            output.append(machine.takeOutput());
            if (machine.canBeStored()) {
                byte[] stored = new MachineCodec(LIBRARY, module, machine).write(machine);
                module = compile(program);
                machine = new Machine(module, LIBRARY, Programs.LIMITS, isCompiled ? compilation : Compilation.off());
                new MachineCodec(LIBRARY, module, machine).read(stored, machine);
                isCompiled = !isCompiled;
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

    static List<HostileProgram> hostilePrograms() {
        return HostileProgram.all();
    }

    /// A program that ends with a MemoryError ends at the same instruction, and no turn gets longer.
    @ParameterizedTest
    @MethodSource("hostilePrograms")
    void hostileProgramsEndAlike(HostileProgram program) {
        assertThat(end(program, soon())).isEqualTo(end(program, Compilation.off()));
    }

    private static String end(HostileProgram program, Compilation compilation) {
        Compiler.Module module;
        try {
            module = compile(program.source());
        } catch (InvalidProgramException e) {
            return "rejected";
        }
        boolean isEndless = program.end().equals(Status.SUSPENDED.name());
        var machine = new Machine(module, LIBRARY, new Limits(5 << 20, 1 << 22, 1_000), compilation);
        Status status = Status.SUSPENDED;
        var output = new StringBuilder();
        while (status == Status.SUSPENDED && machine.instructions() < (isEndless ? 100_000 : 4_000_000)) {
            long before = machine.instructions();
            status = machine.run(FUEL);
            output.append(machine.takeOutput());
            assertThat(machine.instructions() - before).isLessThan(FUEL + 2_100_000);
        }
        if (status == Status.SUSPENDED) {
            return "suspended";
        }
        var failure = machine.failure();
        return machine.instructions() + " " + output.toString().hashCode() + " "
                + (failure == null ? status.name() : Traceback.text(failure));
    }

    @Test
    void endlessLoopsStopWithinTheirTurn() {
        Machine machine = Programs.machine("i = 0\nwhile True:\n    i += 1\n    if i > 1000: i = 0\n", early());
        long before = 0;
        for (int i = 0; i < 200; i++) {
            assertThat(machine.run(1_000)).isEqualTo(Status.SUSPENDED);
            assertThat(machine.instructions() - before).isBetween(1_000L, 1_020L);
            before = machine.instructions();
        }
    }

    /// Generated classes take memory outside of the heap.
    @Test
    void limitsTheNumberOfCompiledCodes() {
        String program = IntStream.range(0, 10)
                .mapToObj(i -> "def f" + i + "(x): return x + " + (i + 1_000) + "\nfor i in range(50): f" + i + "(i)\n")
                .collect(Collectors.joining("", "", "print(f9(1))\n"));
        Compilation limited = new Compilation(1, 3, 2, Runnable::run);
        Compilation unlimited = early();

        assertThat(Programs.run(program, FUEL, limited)).isEqualTo(Programs.run(program, FUEL, unlimited));

        assertThat(limited.live()).isEqualTo(2);
        assertThat(unlimited.live()).isGreaterThan(9);
    }

    @Test
    void exceptionsShowTheLine() {
        String program = """
                def divide(a, b):
                    c = a + b
                    c = c * 2
                    return c // b

                total = 0
                for i in range(50, -1, -1):
                    total += divide(7, i)
                """;
        Machine machine = Programs.machine(program, soon());
        while (machine.run(FUEL) == Status.SUSPENDED) {}
        assertThat(Traceback.text(Objects.requireNonNull(machine.failure())))
                .contains("line 4, in divide")
                .contains("line 8, in <module>");
    }

    private static Compiler.Module compile(String program) {
        return Compiler.compile(SourceText.of(program), LIBRARY.environment(), false);
    }
}
