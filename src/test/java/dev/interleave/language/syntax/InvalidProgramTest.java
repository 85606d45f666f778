package dev.interleave.language.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidProgramTest {

    @Nested
    class Positions {

        /// `⏎` stands for a line break, `→` for a tab.
        @ParameterizedTest(name = "{0}")
        @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                x = = 1 | 1:5 | invalid syntax
                if x⏎    y | 1:5 | expected ':'
                if x:⏎y = 1 | 2:1 | expected an indented block after 'if' statement on line 1
                def f():⏎pass | 2:1 | expected an indented block after function definition on line 1
                x = 1⏎  y = 2 | 2:3 | unexpected indent
                if x:⏎    a⏎  b | 3:3 | unindent does not match any outer indentation level
                if x:⏎        a⏎→b | 3:2 | inconsistent use of tabs and spaces in indentation
                f(1, 2 | 1:2 | '(' was never closed
                f(1]) | 1:4 | closing parenthesis ']' does not match opening parenthesis '('
                (⏎] | 2:1 | closing parenthesis ']' does not match opening parenthesis '(' on line 1
                x) | 1:2 | unmatched ')'
                "abc | 1:1 | unterminated string literal (detected at line 1)
                x = 'a⏎b' | 1:5 | unterminated string literal (detected at line 1)
                '''a⏎b | 1:1 | unterminated triple-quoted string literal (detected at line 2)
                x = 0x | 1:6 | invalid hexadecimal literal
                x = 0b12 | 1:8 | invalid digit '2' in binary literal
                x = 012 | 1:5 | leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers
                x = 1_ | 1:6 | invalid decimal literal
                x = 1abc | 1:5 | invalid decimal literal
                x = 2j | 1:5 | complex numbers are not supported; use a pair of floats
                x = $1 | 1:5 | invalid syntax
                x = “a” | 1:5 | invalid character '“' (U+201C)
                x = 1 \\ 2 | 1:8 | unexpected character after line continuation character
                f(a=1, 2) | 1:8 | positional argument follows keyword argument
                f(**a, b) | 1:8 | positional argument follows keyword argument unpacking
                f(a=1, a=2) | 1:8 | keyword argument repeated: a
                f(a b) | 1:5 | invalid syntax. Perhaps you forgot a comma?
                [1 2] | 1:4 | invalid syntax. Perhaps you forgot a comma?
                def f(a, a): pass | 1:10 | duplicate argument 'a' in function definition
                def f(a=1, b): pass | 1:12 | non-default argument follows default argument
                def f(*): pass | 1:8 | named arguments must follow bare *
                f() = 1 | 1:1 | cannot assign to function call
                1 = x | 1:1 | cannot assign to literal
                None = x | 1:1 | cannot assign to None
                a + b += 1 | 1:1 | 'expression' is an illegal expression for augmented assignment
                *a, *b = x | 1:5 | multiple starred expressions in assignment
                del f() | 1:5 | cannot delete function call
                a, b: int = 1 | 1:1 | only single target (not tuple) can be annotated
                print "hello" | 1:1 | Missing parentheses in call to 'print'. Did you mean print(...)?
                x = a if b | 1:5 | expected 'else' after 'if' expression
                if x = 1:⏎    y | 1:6 | invalid syntax. Maybe you meant '==' or ':=' instead of '='?
                try:⏎    a⏎b | 3:1 | expected 'except' or 'finally' block
                try:⏎    a⏎except:⏎    b⏎except A:⏎    c | 3:1 | default 'except:' must be last
                {1: 2, 3} | 1:9 | ':' expected after dictionary key
                f'{}' | 1:3 | f-string: empty expression not allowed
                f'{a' | 1:3 | f-string: expecting '}'
                f'a}' | 1:4 | f-string: single '}' is not allowed
                f'{a!x}' | 1:5 | f-string: invalid conversion character: expected 's', 'r', or 'a'
                b'é' | 1:3 | bytes can only contain ASCII literal characters
                'a' b'b' | 1:1 | cannot mix bytes and nonbytes literals
                '\\x1' | 1:2 | truncated \\xXX escape
                async def f(): pass | 1:1 | asynchronous code is not supported; use generators and 'yield'
                x = await y | 1:5 | asynchronous code is not supported; use generators and 'yield'
                from . import x | 1:6 | relative imports are not supported; a program is a single module
                try:⏎    a⏎except* E:⏎    b | 3:7 | exception groups are not supported; use 'except'
                '\\ud800' | 1:2 | surrogate code points are not supported; write the character itself
                """)
        void areThoseOfTheMistake(String program, String position, String detail) {
            String source = program.replace('⏎', '\n').replace('→', '\t').replace("\\\\", "\\");
            InvalidProgramException problem = problem(source);
            assertThat(problem.line() + ":" + problem.column()).isEqualTo(position);
            assertThat(problem.detail()).isEqualTo(detail.replace("\\\\", "\\"));
        }

        @Test
        void countCodePointsNotUnits() {
            assertThat(problem("'😀' 1").column()).isEqualTo(5);
        }
    }

    @Nested
    class Bytes {

        @Test
        void areRejectedWhereTheyAreNotUtf8() {
            byte[] source = "x = 1\ny = '\u00e9'".getBytes(StandardCharsets.ISO_8859_1);
            assertThatExceptionOfType(InvalidProgramException.class)
                    .isThrownBy(() -> SourceText.of(source))
                    .withMessage("(unicode error) 'utf-8' codec can't decode byte 0xe9")
                    .satisfies(problem ->
                            assertThat(problem.line() + ":" + problem.column()).isEqualTo("2:6"));
        }

        @Test
        void mayBeginWithAByteOrderMark() {
            assertThat(Parser.parse(SourceText.of("\uFEFFx = 1".getBytes(StandardCharsets.UTF_8))))
                    .hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a = 1\r\nb = 2\r\n", "a = 1\rb = 2", "\fa = 1\n\f\nb = 2\n", "a = 1;b = 2"})
        void haveAnyLineEnds(String program) {
            assertThat(Parser.parse(SourceText.of(program))).hasSize(2);
        }

        @Test
        void areAtMostOneQuarterOfAMegabyte() {
            assertThat(Parser.parse(SourceText.of("#".repeat(SourceText.MAX_BYTES))))
                    .isEmpty();
            assertThatExceptionOfType(InvalidProgramException.class)
                    .isThrownBy(() -> SourceText.of("é".repeat(SourceText.MAX_BYTES / 2) + "#"))
                    .withMessageContaining("longer than 262144 bytes");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\ud800", "a\udfffb", "x\0y"})
        void areRejectedWhereNoSourceHasThem(String program) {
            assertThatExceptionOfType(InvalidProgramException.class)
                    .isThrownBy(() -> Parser.parse(SourceText.of(program)))
                    .withMessageStartingWith("source code cannot contain");
        }
    }

    /// Each on a small stack: neither the parser nor what walks the tree may need more.
    @Nested
    class HostileSources {

        private static final int STACK_BYTES = 512 * 1024;
        private static final int LENGTH = 250_000;

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "(",
                    "[",
                    "{",
                    "f(",
                    "x[",
                    "-",
                    "not ",
                    "lambda: ",
                    "~",
                    "a if b else ",
                    "x ** ",
                    "{1: ",
                    "(" + ")(",
                    "*",
                    "a.",
                    "a + ",
                    "a < ",
                    "a or ",
                    "a, ",
                    "a = ",
                    "for x in ",
                    "if x: ",
                    "@",
                    "'",
                    "f'{",
                    "\\\n",
                    "x:=",
                    "yield ",
                    "match ",
                    "case ",
                    "lambda x=",
                    "[x for x in ",
                    "with ",
                    "(yield ",
                    ";",
                    ":",
                    "0",
                    "_",
                    "é"
                })
        void endInAProblemOrATree(String repeated) {
            withSmallStack(repeated.repeat(LENGTH / repeated.length()));
        }

        @Test
        void mayHaveManyElifs() {
            withSmallStack("if a:\n    b\n" + "elif a:\n    b\n".repeat(15_000));
        }

        @Test
        void mayHaveManyStatements() {
            assertThat(withSmallStack("x=1\n".repeat(60_000))).isNull();
        }

        @Test
        void mayHaveALongLine() {
            assertThat(withSmallStack("x = [" + "1, ".repeat(66_000) + "]")).isNull();
        }

        @Test
        void mayNotIndentWithoutEnd() {
            var program = new StringBuilder();
            for (int level = 0; level < 500; level++) {
                program.append(" ".repeat(level)).append("if x:\n");
            }
            assertThat(String.valueOf(withSmallStack(program.toString()))).contains("too many levels of indentation");
        }

        @Test
        void mayNotHaveLongDecimalLiterals() {
            assertThat(String.valueOf(withSmallStack("x = " + "9".repeat(200_000))))
                    .contains("at most 4300 digits");
            assertThat(withSmallStack("x = 0x" + "f".repeat(200_000))).isNull();
        }

        private @Nullable Throwable withSmallStack(String program) {
            var outcome = new AtomicReference<@Nullable Throwable>();
            var thread = new Thread(null, () -> Parser.parse(SourceText.of(program)), "parser", STACK_BYTES);
            thread.setUncaughtExceptionHandler((_, failure) -> outcome.set(failure));
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            Throwable failure = outcome.get();
            assertThat(failure == null || failure instanceof InvalidProgramException)
                    .as(String.valueOf(failure))
                    .isTrue();
            return failure;
        }
    }

    private static InvalidProgramException problem(String program) {
        return catchThrowableOfType(InvalidProgramException.class, () -> Parser.parse(SourceText.of(program)));
    }
}
