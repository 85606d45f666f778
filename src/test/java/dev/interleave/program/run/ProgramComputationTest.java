package dev.interleave.program.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Calculation;
import dev.interleave.computation.Computation;
import dev.interleave.computation.DamagedCheckpointException;
import dev.interleave.computation.FailedCalculationException;
import dev.interleave.computation.Input;
import dev.interleave.computation.PartialValue;
import dev.interleave.computation.Value;
import dev.interleave.computation.ValueKind;
import dev.interleave.computation.await.AwaitResult.FailedJob;
import dev.interleave.computation.await.AwaitResult.Json;
import dev.interleave.computation.await.AwaitResult.Refused;
import dev.interleave.computation.await.AwaitResult.Values;
import dev.interleave.computation.await.AwaitResult.Winner;
import dev.interleave.computation.await.Awaitable;
import dev.interleave.computation.await.Awaitable.ChildJob;
import dev.interleave.eventloop.Step;
import dev.interleave.language.Program;
import dev.interleave.program.MemoryPrograms;
import dev.interleave.program.ProgramSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramComputationTest {

    private static final String WORDS = """
            def main(words, rounds):
                counts = {}
                for i in range(rounds):
                    for word in words:
                        counts[word] = counts.get(word, 0) + i
                        print(word, end=' ')
                    yield dict(counts)
                return counts
            """;
    private static final Map<String, Object> INPUT = Map.of("words", List.of("to", "be", "or"), "rounds", 30L);

    /// What a calculation has come to.
    private record End(String value, String output, long steps) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void continuesFromCheckpointsToTheSameEnd(int every) throws IOException {
        Computation computation = computation(WORDS);
        End expected = end(computation.start(new Input(INPUT), Algorithm.ITERATIVE));
        assertThat(expected.steps).isEqualTo(30);

        Calculation calculation = computation.start(new Input(INPUT), Algorithm.ITERATIVE);
        int calls = 0;
        while (calculation.step() != Step.RETURNED) {
            if (++calls % every == 0 && calculation.canBeCheckpointed()) {
                PartialValue partial = calculation.partialValue();
                calculation = computation(WORDS).resume(new Input(INPUT), Algorithm.ITERATIVE, stored(calculation));
                assertThat(calculation.partialValue()).isEqualTo(partial);
            }
        }

        assertThat(ended(calculation)).isEqualTo(expected);
    }

    @Test
    void rejectsCheckpointsOfOtherInputs() {
        Computation computation = computation(WORDS);
        Calculation calculation = computation.start(new Input(INPUT), Algorithm.ITERATIVE);
        calculation.step();
        Input other = new Input(Map.of("words", List.of("x"), "rounds", 30L));

        assertThatThrownBy(() -> computation.resume(other, Algorithm.ITERATIVE, stored(calculation)))
                .isInstanceOf(DamagedCheckpointException.class);
        assertThatThrownBy(() -> computation("def main(words, rounds): return 1")
                        .resume(new Input(INPUT), Algorithm.ITERATIVE, stored(calculation)))
                .isInstanceOf(DamagedCheckpointException.class);
    }

    @Test
    void refusesToWaitInASimulation() {
        Calculation calculation = MemoryPrograms.create()
                .simulated(ProgramSource.of("""
                        def main():
                            try:
                                yield sleep(1)
                            except RuntimeError as e:
                                return str(e)
                        """), null, 1)
                .start(Input.NONE, Algorithm.ITERATIVE);

        assertThat(end(calculation)).isEqualTo(new End("a program cannot wait here", "", 1));
    }

    @Nested
    class Waits {

        private static final String PROGRAM = """
                def main():
                    values = yield [job('factorial', n=5), first(sleep(1.5), until(0), job(program='x', input={'a': 1}))]
                    try:
                        yield job('factorial', n=6)
                    except JobCancelled as e:
                        return [values, e.reason]
                """;

        private static final List<Awaitable> ITEMS = List.of(
                new ChildJob(Map.of("computation", "factorial", "input", Map.of("n", 5L))),
                new Awaitable.First(List.of(
                        new Awaitable.Sleep(Duration.ofMillis(1_500)),
                        new Awaitable.Until(Instant.EPOCH),
                        new ChildJob(Map.of("program", "x", "input", Map.of("a", 1L))))));

        private static final Values VALUES =
                new Values(Arrays.asList(BigInteger.valueOf(120), new Winner(2, new Json("{\"b\":[1,null]}"))));

        @Test
        void countsAWaitAsOneStep() {
            Calculation calculation = computation(PROGRAM).start(Input.NONE, Algorithm.ITERATIVE);

            for (int i = 0; i < 3; i++) {
                assertThat(calculation.step()).isEqualTo(Step.AWAITS);
                assertThat(calculation.steps()).hasValue(1);
                assertThat(calculation.awaits()).isEqualTo(ITEMS);
            }
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void continuesWithTheValuesAlsoFromACheckpoint(boolean isStored) throws IOException {
            Computation computation = computation(PROGRAM);
            Calculation calculation = computation.start(Input.NONE, Algorithm.ITERATIVE);
            calculation.step();
            if (isStored) {
                calculation = computation(PROGRAM).resume(Input.NONE, Algorithm.ITERATIVE, stored(calculation));
                assertThat(calculation.awaits()).isEqualTo(ITEMS);
            }

            calculation.resumeWith(VALUES);
            assertThat(calculation.awaits()).isEmpty();
            assertThat(calculation.step()).isEqualTo(Step.AWAITS);
            assertThat(calculation.steps()).hasValue(2);
            calculation.resumeWith(new FailedJob(true, "id", "cancelled", "cancelled", "was cancelled"));

            assertThat(end(calculation)).isEqualTo(new End("[[120,[2,{\"b\":[1,null]}]],\"cancelled\"]", "", 2));
        }

        @Test
        void raisesWhatCannotBeWaitedFor() {
            Calculation calculation = computation("""
                    def main():
                        try:
                            yield job('x')
                        except ValueError as e:
                            return str(e)
                    """).start(Input.NONE, Algorithm.ITERATIVE);
            calculation.step();

            calculation.resumeWith(new Refused("ValueError", "no such computation"));

            assertThat(end(calculation).value()).isEqualTo("no such computation");
        }
    }

    @Test
    void convertsLongIntegersInSteps() {
        Calculation calculation =
                computation("def main(): return -7 ** 200_000").start(Input.NONE, Algorithm.ITERATIVE);

        while (calculation.step() != Step.RETURNED) {}

        assertThat(calculation.value()).isInstanceOfSatisfying(Value.Whole.class, whole -> {
            assertThat(whole.isNegative()).isTrue();
            assertThat(whole.magnitude()
                            .toBigInteger()
                            .equals(BigInteger.valueOf(7).pow(200_000)))
                    .isTrue();
        });
    }

    @Test
    void tellsPartialValuesOfAllKinds() {
        Calculation calculation = computation("""
                class Event: pass

                def main():
                    yield 5
                    yield -(2 ** 100_000)
                    yield 'text'
                    yield b'octets'
                    yield [1, {'a': None}]
                    yield [0] * 100_000
                    yield Event()
                """).start(Input.NONE, Algorithm.ITERATIVE);
        assertThat(calculation.partialValue()).isEqualTo(new PartialValue.Text(ValueKind.JSON, null));

        assertThat(next(calculation))
                .isInstanceOfSatisfying(
                        PartialValue.Whole.class,
                        whole -> assertThat(whole.value()).isEqualTo(5));
        assertThat(next(calculation)).isEqualTo(new PartialValue.Whole(100_001, null, true));
        assertThat(next(calculation)).isEqualTo(new PartialValue.Text(ValueKind.TEXT, "text"));
        assertThat(next(calculation)).isEqualTo(new PartialValue.Text(ValueKind.BYTES, null));
        assertThat(next(calculation)).isEqualTo(new PartialValue.Text(ValueKind.JSON, "[1,{\"a\":null}]"));
        assertThat(next(calculation)).isEqualTo(new PartialValue.Text(ValueKind.JSON, null));
        assertThat(next(calculation)).isEqualTo(new PartialValue.Text(ValueKind.TEXT, "<Event>"));
    }

    @Test
    void keepsLongInputsOutOfTheJob() {
        String source = "def main(text): return text[-3:]";
        Input input = new Input(Map.of("text", "x".repeat(5_000) + "end"));
        Programs programs = MemoryPrograms.create();

        Computation submitted =
                programs.submitted(Programs.NAME, ProgramSource.of(source), Program.compile(source), input);
        Computation stored = programs.stored(
                Programs.NAME,
                submitted.sourceHash().orElseThrow(),
                submitted.inputHash().orElseThrow());

        assertThat(end(submitted.start(Input.NONE, Algorithm.ITERATIVE)).value).isEqualTo("end");
        assertThat(end(stored.start(Input.NONE, Algorithm.ITERATIVE)).value).isEqualTo("end");
        assertThat(stored).isEqualTo(submitted);
    }

    @Test
    void encodesShortJsonAtOnce() {
        assertThat(valueOf("[1, {'a': [2.5]}]").isShort()).isTrue();
        assertThat(valueOf("list(range(10_000))").isShort()).isFalse();
        assertThat(valueOf("[2 ** 50_000]").isShort())
                .as("its conversion takes long")
                .isFalse();
        assertThat(valueOf("[set(range(3_000))]").isShort()).isFalse();
    }

    private static Value valueOf(String expression) {
        Calculation calculation =
                computation("def main(): return " + expression).start(Input.NONE, Algorithm.ITERATIVE);
        while (calculation.step() != Step.RETURNED) {}
        return calculation.value();
    }

    @Test
    void takesLongCheckpointsOffTheLoop() {
        Calculation calculation = computation("def main():\n  a = list(range(100_000))\n  yield 1\n  yield a\n")
                .start(Input.NONE, Algorithm.ITERATIVE);
        assertThat(calculation.isCheckpointLong()).isFalse();

        next(calculation);

        assertThat(calculation.isCheckpointLong()).isTrue();
    }

    @Test
    void failsWithTheExceptionOfTheProgram() {
        Calculation calculation = computation("def main():\n  return {}['key']").start(Input.NONE, Algorithm.ITERATIVE);

        assertThatThrownBy(() -> end(calculation)).isInstanceOfSatisfying(FailedCalculationException.class, failed -> {
            assertThat(failed.reason()).isEqualTo(FailedCalculationException.Reason.EXCEPTION);
            assertThat(failed.error().exception()).isEqualTo("KeyError");
            assertThat(failed.error().message()).isEqualTo("'key'");
            assertThat(failed.error().line()).isEqualTo(2);
        });
    }

    private static PartialValue next(Calculation calculation) {
        long steps = calculation.steps().orElseThrow();
        while (calculation.steps().orElseThrow() == steps) {
            calculation.step();
        }
        return calculation.partialValue();
    }

    private static ByteArrayInputStream stored(Calculation calculation) throws IOException {
        var bytes = new ByteArrayOutputStream();
        calculation.checkpoint().writeTo(bytes);
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static End end(Calculation calculation) {
        while (calculation.step() != Step.RETURNED) {}
        return ended(calculation);
    }

    private static End ended(Calculation calculation) {
        var bytes = new ByteArrayOutputStream();
        try {
            ((Value.Document) calculation.value()).writeTo(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new End(
                bytes.toString(StandardCharsets.UTF_8),
                calculation.output(),
                calculation.steps().orElseThrow());
    }

    private static Computation computation(String source) {
        return MemoryPrograms.create()
                .submitted(Programs.NAME, ProgramSource.of(source), Program.compile(source), Input.NONE);
    }
}
