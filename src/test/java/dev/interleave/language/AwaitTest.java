package dev.interleave.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interleave.language.Execution.Result;
import dev.interleave.language.Execution.Status;
import dev.interleave.language.machine.Compilation;
import dev.interleave.language.machine.Library;
import dev.interleave.language.machine.Machine;
import dev.interleave.language.machine.Traceback;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.ExceptionObject;
import dev.interleave.language.value.FunctionObject;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs that wait for jobs and times.
class AwaitTest {

    private static final ProgramLimits LIMITS = new ProgramLimits(16 << 20, 1 << 20, 1_000, false);
    private static final int UNITS = 100_000;
    private static final Await.EndedJob FAILED =
            new Await.EndedJob(false, "job-1", "failed", "timed-out", "The job took too long.");
    private static final Await.EndedJob CANCELLED =
            new Await.EndedJob(true, "job-2", "cancelled", "cancelled", "The job was cancelled.");

    private static Execution execution(String program) {
        return execution(program, Map.of());
    }

    private static Execution execution(String program, Map<String, ?> input) {
        return new Execution(Program.compile(program), input, LIMITS);
    }

    /// Runs a program up to its next wait or its end, and counts its steps.
    private static Status run(Execution execution) {
        Status status = Status.SUSPENDED;
        while (status == Status.SUSPENDED || status == Status.STEPPED) {
            status = execution.run(UNITS);
        }
        return status;
    }

    private static @Nullable Await awaited(String expression) {
        Execution execution = execution("def main():\n    yield " + expression + "\n");
        assertThat(run(execution)).isEqualTo(Status.AWAITS);
        return execution.awaits();
    }

    private static Await.Job job(String name, Map<String, @Nullable Object> input) {
        return new Await.Job(name, null, input);
    }

    private static Await.Sleep sleep(long seconds) {
        return new Await.Sleep(Duration.ofSeconds(seconds));
    }

    private static String text(Execution execution) {
        return ((Result.Text) execution.result()).value();
    }

    /// @return what the program prints, which never waits
    private static String printed(String program) {
        return Programs.output(program);
    }

    private static Execution restored(Execution execution, String program) {
        try {
            var bytes = new ByteArrayOutputStream();
            execution.write(new DataOutputStream(bytes));
            Execution restored = execution(program);
            restored.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), bytes.size());
            return restored;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nested
    class Descriptions {

        @Test
        void ofAJobHaveItsNameAndInput() {
            assertThat(awaited("job('factorial', n=1000)")).isEqualTo(job("factorial", Map.of("n", 1000L)));
            assertThat(awaited("job('collatz@2')")).isEqualTo(job("collatz@2", Map.of()));
            assertThat(awaited("job('p', program=1, input=2, computation=3)"))
                    .isEqualTo(job("p", Map.of("program", 1L, "input", 2L, "computation", 3L)));
        }

        @Test
        void ofAJobHaveItsSource() {
            assertThat(awaited("job(program='print(1)')")).isEqualTo(new Await.Job(null, "print(1)", Map.of()));
            assertThat(awaited("job(program='print(1)', input={'x': [1, 'a']})"))
                    .isEqualTo(new Await.Job(null, "print(1)", Map.of("x", List.of(1L, "a"))));
        }

        @Test
        void ofAnInputHaveWhatJsonHas() {
            Await.Job job = (Await.Job) Objects.requireNonNull(
                    awaited("job('p', a=None, b=True, c=1.5, d=2 ** 70, e=(1, [2]), f={'k': {'l': 'm'}}, g={3})"));
            assertThat(job.input())
                    .containsExactlyInAnyOrderEntriesOf(mapOf(
                            "a", null,
                            "b", true,
                            "c", 1.5,
                            "d", BigInteger.TWO.pow(70),
                            "e", List.of(1L, List.of(2L)),
                            "f", Map.of("k", Map.of("l", "m")),
                            "g", List.of(3L)));
            assertThat(job.input().keySet()).containsExactly("a", "b", "c", "d", "e", "f", "g");
        }

        @ParameterizedTest
        @CsvSource({
            "3600, PT1H",
            "0, PT0S",
            "True, PT1S",
            "1.5, PT1.5S",
            "1e-12, PT0.000000001S",
            "10_000_000_000, PT2777777H46M40S"
        })
        void ofASleepHaveItsDurationRoundedUp(String argument, Duration duration) {
            assertThat(awaited("sleep(" + argument + ")")).isEqualTo(new Await.Sleep(duration));
        }

        @ParameterizedTest
        @CsvSource({
            "'''2026-12-24T18:00:00+01:00''', 2026-12-24T17:00:00Z",
            "'''2026-12-24t18:00:00.25z''', 2026-12-24T18:00:00.25Z",
            "1_000_000_000, 2001-09-09T01:46:40Z",
            "1.5, 1970-01-01T00:00:01.5Z",
            "-0.5, 1969-12-31T23:59:59.5Z",
            "-62135596800, 0001-01-01T00:00:00Z"
        })
        void ofATimeHaveItsInstant(String argument, Instant time) {
            assertThat(awaited("until(" + argument + ")")).isEqualTo(new Await.Until(time));
        }

        @Test
        void ofSeveralHaveThemInTheirOrder() {
            assertThat(awaited("first(job('a'), sleep(60))"))
                    .isEqualTo(new Await.First(List.of(job("a", Map.of()), sleep(60))));
            assertThat(awaited("[job('a'), sleep(1), first(sleep(2), sleep(3))]"))
                    .isEqualTo(new Await.All(
                            List.of(job("a", Map.of()), sleep(1), new Await.First(List.of(sleep(2), sleep(3))))));
            assertThat(awaited("(sleep(1),)")).isEqualTo(new Await.All(List.of(sleep(1))));
        }

        @Test
        void areMadeFromCopiesOfTheArguments() {
            Execution execution = execution("""
                    def main():
                        values = [1]
                        j = job('p', values=values)
                        values.append(2)
                        yield j
                    """);
            run(execution);

            assertThat(execution.awaits()).isEqualTo(job("p", Map.of("values", List.of(1L))));
        }

        private static Map<String, @Nullable Object> mapOf(@Nullable Object... pairs) {
            Map<String, @Nullable Object> map = new HashMap<>();
            for (int i = 0; i < pairs.length; i += 2) {
                map.put((String) Objects.requireNonNull(pairs[i]), pairs[i + 1]);
            }
            return map;
        }
    }

    @Nested
    class Values {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "job('factorial', n=1000)",
                    "job('p', a=[1, {'k': None}], b='x')",
                    "job('p')",
                    "job(program='print(1)')",
                    "job(program='print(1)', input={'n': 1})",
                    "sleep(1.5)",
                    "until('2026-12-24T18:00:00+01:00')",
                    "first(job('a'), sleep(60))",
                    "[sleep(1), (sleep(2),)]"
                })
        void haveTheirCallAsTheirText(String expression) {
            assertThat(printed("x = " + expression + "\nprint(x, repr(x), f'{x}')\n"))
                    .isEqualTo(expression + " " + expression + " " + expression + "\n");
        }

        @Test
        void areOpaqueAndImmutable() {
            assertThat(printed("""
                    x = sleep(1)
                    print(type(x).__name__, x == x, x == sleep(1), len({x, x}), bool(x))
                    for f in (lambda: x.seconds, lambda: setattr(x, 'a', 1), lambda: x + 1, lambda: type(x)(1),
                              lambda: iter(x), lambda: x < x):
                        try:
                            f()
                            print('no exception')
                        except (AttributeError, TypeError) as e:
                            print(type(e).__name__)
                    """))
                    .isEqualTo(
                            "awaitable True False 1 True\n" + "AttributeError\n".repeat(2) + "TypeError\n".repeat(4));
        }

        @Test
        void cannotBeResults() {
            Execution execution = execution("def main(): return sleep(1)\n");
            assertThat(run(execution)).isEqualTo(Status.RETURNED);

            var visitor = (ValueVisitor) Proxy.newProxyInstance(
                    ValueVisitor.class.getClassLoader(), new Class<?>[] {ValueVisitor.class}, (_, _, _) -> null);
            assertThatThrownBy(() -> ((Result.Other) execution.result()).visit(visitor))
                    .isInstanceOf(UnrepresentableValueException.class)
                    .hasMessage("Object of type awaitable is not JSON serializable");
        }

        @Test
        void areOrdinaryValuesWithoutAGeneratorMain() {
            assertThat(printed("x = [sleep(1)]\nprint(x)\n")).isEqualTo("[sleep(1)]\n");
            assertThat(run(execution("def main():\n    x = sleep(1)\n    return 'r'\n")))
                    .isEqualTo(Status.RETURNED);
            assertThat(run(execution("def main():\n    return [x for x in (sleep(1) for _ in range(3))] and 1\n")))
                    .isEqualTo(Status.RETURNED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"job", "sleep", "until", "first", "JobError", "JobCancelled"})
        void haveFunctionsWhoseNamesAProgramCanUse(String name) {
            assertThat(printed("def " + name + "(x): return x * 2\nprint(" + name + "(21))\n"))
                    .isEqualTo("42\n");
            assertThat(printed("def f(" + name + "): return " + name + "\nprint(f(42))\n"))
                    .isEqualTo("42\n");
        }
    }

    @Nested
    class WrongArguments {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "job() | TypeError: job() takes the name of a computation and its input, or program= and input=",
                    "job(n=1) | TypeError: job() takes the name of a computation and its input, or program= and input=",
                    "job(program='', n=1) | TypeError: job() takes the name of a computation and its input, or program= and input=",
                    "job(program=1) | TypeError: program= of job() must be str, not int",
                    "job(program='', input=[]) | TypeError: input= of job() must be dict, not list",
                    "job(5) | TypeError: the name of a computation must be str, not int",
                    "job('') | ValueError: the name of a computation must not be empty",
                    "job('p', 1) | TypeError: job() takes from 0 to 1 positional arguments but 2 were given",
                    "job('p', x=b'1') | TypeError: Object of type bytes is not JSON serializable",
                    "job('p', x=[sleep(1)]) | TypeError: Object of type awaitable is not JSON serializable",
                    "job('p', x=len) | TypeError: Object of type builtin_function_or_method is not JSON serializable",
                    "job('p', x={1: 2}) | TypeError: keys in the input of a job must be str, not int",
                    "job('p', x=[float('nan')]) | ValueError: the input of a job must not contain nan",
                    "job('p', x=-1e400) | ValueError: the input of a job must not contain -inf",
                    "job('p', x='y' * 1_000_000) | ValueError: the input of a job must be at most 1,000,000 characters long",
                    "job('p', x=1 << 4_000_000) | ValueError: the input of a job must be at most 1,000,000 characters long",
                    "job('p', x=[0] * 2_000_000) | ValueError: the input of a job must be at most 1,000,000 characters long",
                    "sleep() | TypeError: sleep() missing 1 required positional argument: 'seconds'",
                    "sleep('1') | TypeError: sleep() argument must be int or float, not str",
                    "sleep(-1) | ValueError: sleep() argument must be from 0 to 10,000,000,000 seconds",
                    "sleep(float('nan')) | ValueError: sleep() argument must be from 0 to 10,000,000,000 seconds",
                    "sleep(float('inf')) | ValueError: sleep() argument must be from 0 to 10,000,000,000 seconds",
                    "until(None) | TypeError: until() argument must be str, int or float, not NoneType",
                    "until(1e300) | ValueError: until() argument must be a time in the years 1 to 9999",
                    "first() | TypeError: first() takes at least one argument",
                    "first(1) | TypeError: first() arguments must be job(), sleep() or until() values, not int",
                    "first([sleep(1)]) | TypeError: first() arguments must be job(), sleep() or until() values, not list",
                    "first(first(sleep(1))) | TypeError: first() arguments must be job(), sleep() or until() values, not first()"
                })
        void raiseAtTheCall(String expression, String exception) {
            assertThat(printed("try: " + expression + "\nexcept Exception as e: print(f'{type(e).__name__}: {e}')\n"))
                    .isEqualTo(exception + "\n");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "tomorrow",
                    "2026-12-24",
                    "2026-12-24T18:00:00",
                    "2026-12-24T18:00Z",
                    "2026-02-30T18:00:00Z",
                    "2026-12-24T25:00:00Z",
                    "2026-12-24T18:00:00+99:00",
                    "2026-12-24T18:00:00.1234567890Z",
                    " 2026-12-24T18:00:00Z",
                    ""
                })
        void areTextsThatAreNoTimes(String text) {
            assertThat(printed("try: until('" + text + "')\nexcept ValueError as e: print(e)\n"))
                    .startsWith("until() argument must be a time in RFC 3339 with an offset");
        }

        @Test
        void areInputsThatContainThemselvesOrAreNestedTooDeeply() {
            assertThat(printed("""
                    x = []
                    x.append(x)
                    try: job('p', x=x)
                    except ValueError as e: print(e)
                    """)).isEqualTo("the input of a job must be nested at most 20 levels deep\n");
        }

        @Test
        void areTooManyValuesInOneYield() {
            Execution execution = execution("""
                    def main():
                        try:
                            yield [sleep(1)] * 1_001
                        except ValueError as e:
                            print(e)
                        try:
                            yield [first(*[sleep(1)] * 500)] * 3
                        except ValueError as e:
                            print(e)
                        yield [sleep(1)] * 1_000
                    """);
            assertThat(run(execution)).isEqualTo(Status.AWAITS);

            assertThat(execution.takeOutput()).isEqualTo("a yield must await at most 1000 jobs and times\n".repeat(2));
            assertThat(((Await.All) Objects.requireNonNull(execution.awaits())).awaits())
                    .hasSize(1_000);
        }
    }

    @Nested
    class Waiting {

        @Test
        void isAStepThatKeepsTheLastPartialValue() {
            Execution execution = execution("""
                    def main():
                        yield 'partial'
                        yield sleep(1)
                        yield 'next'
                    """);
            assertThat(execution.run(UNITS)).isEqualTo(Status.STEPPED);
            assertThat(execution.awaits()).isNull();
            assertThat(execution.run(UNITS)).isEqualTo(Status.AWAITS);
            assertThat(execution.step()).isEqualTo(new Result.Text("partial"));
            assertThat(execution.line()).isEqualTo(3);

            execution.resumeWith(null);
            assertThat(execution.awaits()).isNull();
            assertThat(execution.run(UNITS)).isEqualTo(Status.STEPPED);
            assertThat(execution.step()).isEqualTo(new Result.Text("next"));
            assertThat(execution.run(UNITS)).isEqualTo(Status.RETURNED);
        }

        @Test
        void doesNothingUntilItIsResumed() {
            Execution execution = execution("def main():\n    yield sleep(1)\n    return 'r'\n");
            assertThat(run(execution)).isEqualTo(Status.AWAITS);
            long instructions = execution.instructions();

            for (int i = 0; i < 3; i++) {
                assertThat(execution.run(UNITS)).isEqualTo(Status.AWAITS);
                assertThat(execution.run(1)).isEqualTo(Status.AWAITS);
                assertThat(execution.canBeStored()).isTrue();
            }

            assertThat(execution.instructions()).isEqualTo(instructions);
            assertThat(execution.awaits()).isEqualTo(sleep(1));
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "()", "[sleep(1), 2]", "{sleep(1)}", "[[sleep(1)]]", "'sleep(1)'"})
        void isNotWhatOtherValuesMean(String expression) {
            Execution execution = execution("def main():\n    x = yield " + expression + "\n    return str(x)\n");

            assertThat(execution.run(UNITS)).isEqualTo(Status.STEPPED);
            assertThat(execution.awaits()).isNull();
            assertThat(run(execution)).isEqualTo(Status.RETURNED);
            assertThat(text(execution)).isEqualTo("None");
        }

        @Test
        void canBeDelegatedToOtherGenerators() {
            Execution execution = execution("""
                    def power(n):
                        r = yield job('power', n=n)
                        return r + 1

                    def both(n):
                        a = yield from power(n)
                        b = yield from power(n + 1)
                        return a * b

                    def main():
                        return str((yield from both(1)))
                    """);
            assertThat(run(execution)).isEqualTo(Status.AWAITS);
            assertThat(execution.awaits()).isEqualTo(job("power", Map.of("n", 1L)));
            execution.resumeWith(10);
            assertThat(run(execution)).isEqualTo(Status.AWAITS);
            assertThat(execution.awaits()).isEqualTo(job("power", Map.of("n", 2L)));
            execution.resumeWith(20);
            assertThat(run(execution)).isEqualTo(Status.RETURNED);

            assertThat(text(execution)).isEqualTo("231");
        }

        @Test
        void cannotBeResumedTwiceOrBeforeItBegins() {
            Execution execution = execution("def main():\n    yield sleep(1)\n    return 'r'\n");
            assertThatIllegalStateException().isThrownBy(() -> execution.resumeWith(1));
            run(execution);
            execution.resumeWith(1);

            assertThatIllegalStateException().isThrownBy(() -> execution.resumeWith(1));
            assertThatIllegalStateException().isThrownBy(() -> execution.resumeWithFailure(FAILED));
            assertThat(run(execution)).isEqualTo(Status.RETURNED);
            assertThatIllegalStateException().isThrownBy(() -> execution.resumeWithException("ValueError", "late"));
        }
    }

    @Nested
    class Resuming {

        private final Execution execution = execution("""
                def main():
                    try:
                        r = yield job('p')
                        return f'{type(r).__name__} {r}'
                    except JobError as e:
                        return f'{e!r} {e.id} {e.state} {e.reason} {e.message} {isinstance(e, RuntimeError)}'
                    except Exception as e:
                        return repr(e)
                """);

        private String resultAfter(Runnable resume) {
            assertThat(run(execution)).isEqualTo(Status.AWAITS);
            resume.run();
            assertThat(run(execution)).isEqualTo(Status.RETURNED);
            return text(execution);
        }

        @Test
        void givesNone() {
            assertThat(resultAfter(() -> execution.resumeWith(null))).isEqualTo("NoneType None");
        }

        @Test
        void givesIntegersOfAnyLength() {
            assertThat(resultAfter(() -> execution.resumeWith(BigInteger.TWO.pow(100))))
                    .isEqualTo("int " + BigInteger.TWO.pow(100));
        }

        @Test
        void givesOctets() {
            assertThat(resultAfter(() -> execution.resumeWith(new byte[] {1, 65})))
                    .isEqualTo("bytes b'\\x01A'");
        }

        @Test
        void givesListsAndMapsOfAllValues() {
            assertThat(resultAfter(() -> execution.resumeWith(Arrays.asList(
                            1, 2L, BigInteger.ONE, 1.5, "t", true, null, List.of(), Map.of("k", List.of(1))))))
                    .isEqualTo("list [1, 2, 1, 1.5, 't', True, None, [], {'k': [1]}]");
        }

        @Test
        void givesTheIndexAndTheValueOfAWinner() {
            assertThat(resultAfter(() -> execution.resumeWith(new Await.Winner(1, "v"))))
                    .isEqualTo("tuple (1, 'v')");
        }

        @Test
        void refusesOtherObjects() {
            run(execution);

            assertThatIllegalArgumentException().isThrownBy(() -> execution.resumeWith(new Object()));
            assertThat(execution.run(UNITS)).as("it still waits").isEqualTo(Status.AWAITS);
        }

        @Test
        void raisesJobError() {
            assertThat(resultAfter(() -> execution.resumeWithFailure(FAILED)))
                    .isEqualTo("JobError('The job took too long.') job-1 failed timed-out The job took too long. True");
        }

        @Test
        void raisesJobCancelled() {
            assertThat(resultAfter(() -> execution.resumeWithFailure(CANCELLED)))
                    .startsWith("JobCancelled('The job was cancelled.') job-2 cancelled");
        }

        @Test
        void raisesOtherExceptions() {
            assertThat(resultAfter(() -> execution.resumeWithException("ValueError", "no such computation")))
                    .isEqualTo("ValueError('no such computation')");
        }

        @ParameterizedTest
        @ValueSource(strings = {"SystemExit", "int", "Nothing", ""})
        void refusesOtherClasses(String type) {
            run(execution);

            assertThatIllegalArgumentException().isThrownBy(() -> execution.resumeWithException(type, ""));
        }

        @Test
        void raisesMemoryErrorForValuesThatAreTooLarge() {
            String tooLong = "x".repeat(5 << 20);
            assertThat(resultAfter(() -> execution.resumeWith(tooLong))).isEqualTo("MemoryError()");
        }

        @Test
        void countsTheMemoryOfTheValues() {
            Execution hungry = execution("""
                    def main():
                        kept = []
                        while True:
                            kept.append((yield job('p')))
                    """);
            String value = "x".repeat(1 << 20);
            Status status = run(hungry);
            int resumed = 0;
            while (status == Status.AWAITS) {
                hungry.resumeWith(value + resumed++);
                status = run(hungry);
            }

            assertThat(status).isEqualTo(Status.FAILED);
            assertThat(hungry.failure().kind()).isEqualTo(ProgramFailure.Kind.MEMORY);
            assertThat(resumed).isBetween(5, 10);
        }

        @Test
        void failsProgramsThatDoNotCatchTheException() {
            Execution uncaught = execution("def f():\n    yield job('p')\n\n\ndef main():\n    yield from f()\n");
            run(uncaught);
            uncaught.resumeWithFailure(FAILED);

            assertThat(run(uncaught)).isEqualTo(Status.FAILED);
            assertThat(uncaught.failure())
                    .isEqualTo(new ProgramFailure(
                            ProgramFailure.Kind.EXCEPTION, "JobError", "The job took too long.", 2, """
                    Traceback (most recent call last):
                      File "program", line 6, in main
                      File "program", line 2, in f
                    JobError: The job took too long.
                    """));
        }

        @Test
        void runsFinallyBlocksAndCatchesTheBaseClass() {
            Execution careful = execution("""
                    def main():
                        for _ in range(3):
                            try:
                                yield job('p')
                            except RuntimeError as e:
                                print(type(e).__name__, e.__context__)
                            finally:
                                print('finally')
                        return 'done'
                    """);
            run(careful);
            careful.resumeWithFailure(FAILED);
            run(careful);
            careful.resumeWithFailure(CANCELLED);
            run(careful);
            careful.resumeWith(1);

            assertThat(run(careful)).isEqualTo(Status.RETURNED);
            assertThat(careful.takeOutput()).isEqualTo("JobError None\nfinally\nJobCancelled None\nfinally\nfinally\n");
        }

        @Test
        void exceptionsOfAProgramHaveEmptyAttributes() {
            assertThat(
                            printed(
                                    "e = JobError('x')\nprint(e, e.id, e.state, e.reason, e.message, JobCancelled.__mro__[1])\n"))
                    .isEqualTo("x None None None None <class 'JobError'>\n");
        }
    }

    @Nested
    class Checkpoints {

        private static final String PROGRAM = """
                def child(n):
                    kept = first(job('kept', n=n), until('2030-01-01T00:00:00Z'))
                    try:
                        yield [job('a', values=[n, {'k': 2 ** 70}]), sleep(n), kept]
                    except JobError as e:
                        print(e.reason)
                        winner = yield kept
                        print(winner, kept)
                    return n

                def main():
                    total = 0
                    for n in range(1, 4):
                        total += yield from child(n)
                        yield total
                    return str(total)
                """;

        @Test
        void continueAProgramThatWaits() {
            assertThat(finish(restored -> restored)).isEqualTo(finish(execution -> restored(execution, PROGRAM)));
        }

        private String finish(UnaryOperator<Execution> checkpoint) {
            Execution execution = execution(PROGRAM);
            var log = new StringBuilder();
            Status status;
            while ((status = run(execution)) == Status.AWAITS) {
                log.append(execution.awaits()).append(execution.takeOutput()).append('\n');
                execution = checkpoint.apply(execution);
                log.append(execution.awaits()).append(execution.canBeStored()).append('\n');
                assertThat(execution.run(1)).isEqualTo(Status.AWAITS);
                if (execution.awaits() instanceof Await.All) {
                    execution.resumeWithFailure(FAILED);
                } else {
                    execution.resumeWith(new Await.Winner(0, BigInteger.TEN));
                }
                execution = checkpoint.apply(execution);
                assertThat(execution.awaits()).isNull();
            }
            return log + " " + status + " " + text(execution) + execution.takeOutput() + execution.instructions();
        }

        @Test
        void atAnyInstructionChangeNothing() {
            Execution whole = execution(PROGRAM);
            String expected = drive(whole, Integer.MAX_VALUE, new Random(1), false);
            for (int seed = 0; seed < 20; seed++) {
                assertThat(drive(execution(PROGRAM), 60, new Random(seed), true))
                        .isEqualTo(expected);
            }
        }

        private String drive(Execution first, int mostUnits, Random random, boolean isStored) {
            Execution execution = first;
            var log = new StringBuilder();
            while (true) {
                Status status = execution.run(1 + random.nextInt(mostUnits));
                log.append(execution.takeOutput());
                if (status == Status.AWAITS) {
                    log.append(execution.awaits()).append('\n');
                }
                if (isStored && execution.canBeStored()) {
                    execution = restored(execution, PROGRAM);
                }
                if (status == Status.RETURNED) {
                    return log + text(execution) + execution.instructions();
                }
                if (status == Status.AWAITS) {
                    if (execution.awaits() instanceof Await.All) {
                        execution.resumeWithFailure(FAILED);
                    } else {
                        execution.resumeWith(new Await.Winner(0, 1));
                    }
                }
            }
        }
    }

    @Nested
    class CompiledCode {

        private static final String PROGRAM = """
                def child(n):
                    try:
                        r = yield job('p', n=n)
                    except JobError:
                        r = -1
                    return r

                def main():
                    total = 0
                    for n in range(200):
                        total += yield from child(n)
                        total += (yield sleep(n)) or 0
                        yield n
                    print(total)
                """;

        @Test
        void waitsLikeTheInterpreter() {
            String interpreted = drive(Compilation.off());

            assertThat(drive(new Compilation(1, 3, 1_000_000, Runnable::run))).isEqualTo(interpreted);
            assertThat(drive(new Compilation(5, 30, 1_000_000, Runnable::run))).isEqualTo(interpreted);
        }

        private static String drive(Compilation compilation) {
            Machine machine = Programs.machine(PROGRAM, compilation);
            while (machine.run(1_000) != Machine.Status.RETURNED) {}
            Object main = Objects.requireNonNull(machine.globals().get("main"));
            FunctionObject start = Library.get().function("run_main");
            machine.start(start, main, new DictObject(Types.DICT));
            var log = new StringBuilder();
            for (int i = 0; ; i++) {
                switch (machine.run(500)) {
                    case AWAITS -> {
                        log.append(new AwaitReader().read(Objects.requireNonNull(machine.awaited())))
                                .append('\n');
                        if (i % 7 == 0) {
                            machine.resume(exception(), true, 0, 0);
                        } else {
                            machine.resume(i % 5 == 0 ? (long) i : Singleton.NONE, false, 8, 8);
                        }
                    }
                    case STEPPED -> log.append(machine.step()).append('\n');
                    case SUSPENDED -> i--;
                    case RETURNED, FAILED -> {
                        return log + machine.takeOutput() + machine.instructions() + " "
                                + (machine.failure() == null ? "" : Traceback.text(machine.failure()));
                    }
                }
            }
        }

        private static Object exception() {
            return new ExceptionObject(Types.JOB_ERROR, TupleObject.of("failed"));
        }
    }
}
