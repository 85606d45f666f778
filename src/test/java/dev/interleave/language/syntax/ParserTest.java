package dev.interleave.language.syntax;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.language.CPython;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class ParserTest {

    /// Constructs that CPython has and the language rejects.
    private static final List<String> REJECTED_ON_PURPOSE = List.of(
            "asynchronous code is not supported",
            "complex numbers are not supported",
            "exception groups are not supported",
            "relative imports are not supported",
            "surrogate code points are not supported",
            "a decimal literal has at most",
            "nested too deeply",
            "operations follow one another");

    private static final List<String> FRAGMENTS = List.of(
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            "=",
            ":=",
            "*",
            "**",
            ".",
            " if ",
            " else ",
            " for ",
            " in ",
            " not ",
            " lambda ",
            " yield ",
            " as ",
            "\n",
            "    ",
            "\t",
            "1",
            "0x",
            "'",
            "\"",
            "f'{",
            "}'",
            "\\",
            "#",
            ";",
            "@",
            "def ",
            "class ",
            "return ",
            "match ",
            "case ",
            "del ",
            " is ",
            "->",
            "_",
            "...",
            "!",
            "é");

    private static final int MUTANTS = Integer.getInteger("language.mutants", 2_000);
    private static final long SEED = Long.getLong("language.seed", 20_261_128L);

    @Test
    void treesAreThoseOfCPython() throws IOException {
        List<String> programs = programs();
        List<String> expected = CPython.trees(programs);
        var softly = new SoftAssertions();
        for (int i = 0; i < programs.size(); i++) {
            softly.assertThat(TreeDump.of(programs.get(i))).as(programs.get(i)).isEqualTo(expected.get(i));
        }
        softly.assertAll();
    }

    /// What is accepted means what it means in CPython; what CPython accepts is rejected only for a reason that is
    /// documented.
    @Test
    void mutatedProgramsAreAcceptedAsByCPython() throws IOException {
        var random = new Random(SEED);
        List<String> programs = programs();
        List<String> mutants = new ArrayList<>();
        for (int i = 0; i < MUTANTS; i++) {
            mutants.add(mutant(programs.get(random.nextInt(programs.size())), random));
        }
        List<String> expected = CPython.trees(mutants);
        var softly = new SoftAssertions();
        int accepted = 0;
        for (int i = 0; i < mutants.size(); i++) {
            String tree = tree(mutants.get(i), expected.get(i));
            softly.assertThat(tree).as(mutants.get(i)).isEqualTo(expected.get(i));
            accepted += tree.isEmpty() ? 0 : 1;
        }
        softly.assertAll();
        assertThat(accepted).as("accepted mutants").isGreaterThan(MUTANTS / 20);
    }

    private static String mutant(String program, Random random) {
        int at = random.nextInt(program.length() + 1);
        String fragment = FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
        int removed = Math.min(program.length() - at, random.nextInt(4));
        return switch (random.nextInt(3)) {
            case 0 -> program.substring(0, at) + fragment + program.substring(at);
            case 1 -> program.substring(0, at) + program.substring(at + removed);
            default -> program.substring(0, at) + fragment + program.substring(at + removed);
        };
    }

    /// @return an empty text if the program is rejected; what CPython makes of it where the language rejects it on
    ///     purpose
    private static String tree(String program, String expected) {
        try {
            return TreeDump.of(program);
        } catch (InvalidProgramException e) {
            return REJECTED_ON_PURPOSE.stream().anyMatch(e.detail()::contains) ? expected : "";
        }
    }

    private static List<String> programs() throws IOException {
        try (InputStream text = ParserTest.class.getResourceAsStream("programs.txt")) {
            return List.of(new String(text.readAllBytes(), UTF_8).split("====\n"));
        }
    }
}
