package dev.interleave.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/// Compares random programs with CPython. `language.programs` sets their number, `language.seed` other ones.
class RandomProgramsTest {

    private static final int PROGRAMS = Integer.getInteger("language.programs", 2_000);
    private static final long SEED = Long.getLong("language.seed", 20_261_128L);

    @Test
    void printWhatCPythonPrints() {
        List<String> programs = new ArrayList<>();
        for (int i = 0; i < PROGRAMS; i++) {
            programs.add(new RandomProgram(new Random(SEED + i)).write());
        }
        List<String> expected = CPython.outputs(programs);
        var softly = new SoftAssertions();
        int complete = 0;
        for (int i = 0; i < PROGRAMS; i++) {
            softly.assertThat(Programs.output(programs.get(i)))
                    .describedAs("seed %d:%n%s", SEED + i, programs.get(i))
                    .isEqualTo(expected.get(i));
            complete += expected.get(i).length() > 100 ? 1 : 0;
        }
        softly.assertAll();
        assertThat(complete).as("programs that print more than exceptions").isGreaterThan(PROGRAMS / 4);
    }
}
