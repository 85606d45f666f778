package dev.interleave.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.language.machine.Machine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineLimitsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[0] * 10 ** 9",
                "'ab' * 10 ** 10",
                "1 << 10 ** 12",
                "10 ** 10 ** 12",
                "bytes(10 ** 9)",
                "(None,) * 10 ** 9",
                "list(range(10 ** 8))",
                "'{:>1000000000}'.format(1)",
                "'x'.zfill(10 ** 9)",
                "[1] * 2 ** 62",
                "[bytes(10 ** 6) for i in range(1000)]",
                "{i: [i] for i in range(10 ** 7)}",
                "'a'.ljust(10 ** 9)",
                "set(range(10 ** 7))"
            })
    void tooMuchMemoryIsAMemoryError(String expression) {
        String program = """
                try:
                    x = %s
                except MemoryError:
                    print('caught')
                """.formatted(expression);
        assertThat(Programs.output(program)).isEqualTo("caught\n");
    }

    @Test
    void memoryThatIsNotReachableDoesNotCount() {
        String program = """
                for i in range(300):
                    x = bytes(1000000)
                print(len(x))
                """;
        assertThat(Programs.output(program)).isEqualTo("1000000\n");
    }

    @Test
    void cyclesThatAreNotReachableDoNotCount() {
        String program = """
                for i in range(2000):
                    a = [bytes(100000)]
                    a.append(a)
                print('done')
                """;
        assertThat(Programs.output(program)).isEqualTo("done\n");
    }

    @Test
    void uncaughtMemoryErrorEndsTheProgram() {
        assertThat(Programs.output("a = []\nwhile True: a.append(a[:] + [0] * 1000)\n"))
                .isEqualTo("MemoryError: \n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def f(): return f()\nf()",
                "class A:\n    def __add__(self, o): return self + o\nA() + 1",
                "class A:\n    def __repr__(self): return repr(self)\nrepr(A())",
                "class A:\n    def __eq__(self, o): return self == o\nA() == A()",
                "class A:\n    def __getattr__(self, n): return getattr(self, n + 'x')\nA().y",
                "f = lambda x: f(x)\nsorted([1, 2], key=f)",
                "def g():\n    yield from g()\nlist(g())",
                "a = []\na.append(a)\nb = []\nb.append(b)\na == b"
            })
    void endlessRecursionIsARecursionError(String program) {
        assertThat(Programs.output(program + "\n")).startsWith("RecursionError: maximum recursion depth exceeded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while True: pass",
                "while True:\n    try: raise ValueError\n    except: continue",
                "for x in iter(int, 1): pass",
                "def g():\n    while True: yield\nfor x in g(): pass",
                "import itertools\nlist(zip(itertools.count(), itertools.repeat(1)))",
                "sum(1 for x in iter(int, 1))",
                "x = 3\nwhile True: x = x * x % (10 ** 50)",
                "all(True for x in iter(int, 1))"
            })
    void endlessLoopsAreSuspendedInTime(String program) {
        Machine machine = Programs.machine(program + "\n");
        for (int turn = 0; turn < 200; turn++) {
            long before = machine.instructions();
            assertThat(machine.run(10_000)).isEqualTo(Machine.Status.SUSPENDED);
            assertThat(machine.instructions() - before).isBetween(10_000L, 100_000L);
        }
    }

    @Test
    void outputIsLimited() {
        assertThat(Programs.output("while True: print('x' * 100000)\n"))
                .endsWith("the output is longer than 16777216 characters\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open('/etc/passwd')",
                "eval('1')",
                "exec('1')",
                "__import__('os')",
                "import os",
                "from sys import path",
                "input()",
                "globals()",
                "print.__globals__",
                "().__class__.__subclasses__()",
                "(lambda: 0).__code__",
                "class A(int, str): pass",
                "class A(metaclass=type): pass",
                "async def f(): pass",
                "1j"
            })
    void whatIsNotSupportedIsRejectedBeforeItRuns(String program) {
        assertThat(Programs.output("print('ran')\n" + program + "\n")).startsWith("rejected: 2:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "getattr(print, '__globals__')",
                "getattr(lambda: 0, '__code__')",
                "getattr((), '__class__').__mro__[1].missing",
                "list.append = 1",
                "int.x = 1",
                "'{0.__globals__}'.format(print)",
                "len.x = 1",
                "import math; math.pi = 3"
            })
    void internalsAreNotReachable(String program) {
        assertThat(Programs.output(program + "\n")).containsAnyOf("AttributeError", "TypeError");
    }
}
