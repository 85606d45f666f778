package dev.interleave.language;

import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes programs at random: they end, and print what they compute or the class of the exception. Not thread-safe.
final class RandomProgram {

    private static final String[] NUMBERS = {
        "0",
        "1",
        "2",
        "-1",
        "7",
        "10",
        "255",
        "-13",
        "True",
        "False",
        "1.5",
        "-0.25",
        "1e10",
        "2.0",
        "9007199254740993",
        "2 ** 62",
        "-2 ** 63",
        "3 ** 50",
        "10 ** 20",
        "-7 ** 30"
    };
    private static final String[] TEXTS = {
        "''",
        "'a'",
        "'abc'",
        "'Hello, World'",
        "'x y  z'",
        "'123'",
        "'-4.5'",
        "'ä😀'",
        "'a,b,c'",
        "'AbC' * 2",
        "' pad '",
        "\"it's\""
    };
    private static final String[] ARITHMETIC = {"+", "-", "*", "/", "//", "%", "&", "|", "^"};
    private static final String[] COMPARISONS = {"<", "<=", ">", ">=", "==", "!="};
    private static final String[] TEXT_METHODS = {
        "upper()",
        "lower()",
        "title()",
        "strip()",
        "split()",
        "split(',')",
        "isdigit()",
        "isalpha()",
        "swapcase()",
        "capitalize()",
        "replace('a', 'XY')",
        "find('b')",
        "count('a')",
        "zfill(8)",
        "center(9, '*')",
        "ljust(6) + '|'",
        "startswith('a')",
        "partition(',')",
        "encode()",
        "splitlines()",
        "rfind('c', 1)",
        "casefold()",
        "join(['1', '2'])"
    };
    private static final String[] SPECIFICATIONS = {
        "", ">8", "<6", "^7", "05", "+", ",", ".2f", "e", "g", "x", "b", "o", "_", "%", "08.3f", "#x", "*^9", ".3", "d",
        "s"
    };

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private int names;

    RandomProgram(Random random) {
        this.random = random;
    }

    String write() {
        text.append(
                "a, b, c, s, t, l, m, d = 3, 10 ** 18, 2.5, 'text', 'a,b', [1, 2, 3], [4, 'x', None], {'k': 1, 2: 'v'}\n");
        int statements = 6 + random.nextInt(10);
        for (int i = 0; i < statements; i++) {
            text.append("try:\n");
            statement(1, 2);
            text.append("except Exception as e:\n    print(type(e).__name__)\n");
        }
        return text.append("print(a, b, c, s, t, l, m, d)\n").toString();
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private void line(int indent, String line) {
        text.append("    ".repeat(indent)).append(line).append('\n');
    }

    // --- statements

    private void statement(int indent, int depth) {
        switch (random.nextInt(depth > 0 ? 16 : 7)) {
            case 0 -> line(indent, one("a", "b", "c") + " = " + number(3));
            case 1 -> line(indent, one("s", "t") + " = " + textual(2));
            case 2 -> line(indent, one("l", "m") + " = " + list(2));
            case 3 -> line(indent, "print(" + any(3) + ", " + any(2) + ")");
            case 4 -> line(indent, one("a", "b", "c") + " " + one(ARITHMETIC) + "= " + number(2));
            case 5 -> line(indent, mutation());
            case 6 -> line(indent, "print(" + formatted() + ")");
            case 7 -> branch(indent, depth);
            case 8 -> loop(indent, depth);
            case 9 -> countdown(indent, depth);
            case 10 -> attempt(indent, depth);
            case 11 -> function(indent);
            case 12 -> generator(indent);
            case 13 -> type(indent);
            case 14 -> line(indent, "a, *l = " + list(1));
            default -> line(indent, "print(" + comprehension() + ")");
        }
    }

    private void body(int indent, int depth) {
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            statement(indent, depth);
        }
    }

    private void branch(int indent, int depth) {
        line(indent, "if " + condition() + ":");
        body(indent + 1, depth - 1);
        line(indent, one("else:", "elif " + condition() + ":"));
        body(indent + 1, depth - 1);
    }

    private void loop(int indent, int depth) {
        String name = "i" + names++;
        line(
                indent,
                "for " + name + " in "
                        + one(
                                "range(4)",
                                "l[:3]",
                                "'abc'",
                                "enumerate(m[:2])",
                                "sorted(d, key=str)",
                                "zip(l[:2], 'xy')")
                        + ":");
        body(indent + 1, depth - 1);
        line(indent + 1, "print(" + name + ")");
        line(indent + 1, "if " + condition() + ": " + one("break", "continue", "pass"));
        line(indent, "else: print('else')");
    }

    private void countdown(int indent, int depth) {
        String name = "n" + names++;
        line(indent, name + " = " + random.nextInt(5));
        line(indent, "while " + name + " > 0:");
        line(indent + 1, name + " -= 1");
        body(indent + 1, depth - 1);
    }

    private void attempt(int indent, int depth) {
        line(indent, "try:");
        body(indent + 1, depth - 1);
        line(
                indent + 1,
                one("raise ValueError(a)", "raise KeyError(s)", "1 // 0", "[][5]", "pass", "print(undefined)"));
        line(
                indent,
                "except " + one("ValueError", "(KeyError, IndexError)", "ArithmeticError", "LookupError", "NameError")
                        + " as x:");
        line(indent + 1, "print('caught', type(x).__name__, x)");
        line(indent, one("else:", "finally:"));
        body(indent + 1, depth - 1);
    }

    private void function(int indent) {
        String name = "f" + names++;
        line(indent, "def " + name + "(x, y=" + number(1) + ", *z, k=" + textual(0) + "):");
        line(indent + 1, one("if x: return y, k", "x = [x, y]", "x = lambda q: (q, y)", "x = (y, z, k)"));
        line(indent + 1, "return x if not callable(x) else x(" + any(1) + ")");
        line(
                indent,
                "print(" + name + "(" + any(1) + "), " + name + "("
                        + one("1, 2, 3", "*[1, 2]", "0, k='q'", "*l[:2]", "y=1, x=0", "1, y=2, k=3", "k=1") + "))");
    }

    private void generator(int indent) {
        String name = "g" + names++;
        line(indent, "def " + name + "(n):");
        line(indent + 1, "for i in range(n): x = yield i; print('sent', x)");
        line(indent + 1, "return n");
        line(indent, "h = " + name + "(" + random.nextInt(4) + ")");
        line(
                indent,
                "print("
                        + one(
                                "list(h)",
                                "next(h), h.send(5)",
                                "next(h, 'none'), h.close()",
                                "sum(h)",
                                "[*h]",
                                "next(h), next(h)")
                        + ")");
    }

    private void type(int indent) {
        String name = "C" + names++;
        line(indent, "class " + name + one(":", "(dict):", "(Exception):", "(list):"));
        line(indent + 1, "v = " + number(1));
        line(indent + 1, "def get(self, x=1): return self.v, x");
        line(
                indent + 1,
                one(
                        "def __len__(self): return 2",
                        "def __eq__(self, o): return True",
                        "def __bool__(self): return False",
                        "def __getitem__(self, i): return i",
                        "def __str__(self): return 'shown'"));
        line(indent, "o = " + name + "()");
        line(indent, "o.w = " + any(1));
        line(
                indent,
                "print("
                        + one(
                                "o.get(), o.w",
                                "bool(o), o == 1",
                                "str(o)[:5], isinstance(o, list)",
                                "len(o)",
                                "o[0]",
                                "o.missing",
                                "[o.v, " + name + ".v]")
                        + ")");
    }

    private String mutation() {
        return one(
                "l.append(" + any(1) + ")",
                "l.sort()",
                "l.reverse()",
                "l.insert(1, " + number(0) + ")",
                "l.pop()",
                "l[0] = " + any(1),
                "l[1:2] = " + list(1),
                "del l[0]",
                "m.extend(" + list(0) + ")",
                "d[" + key() + "] = " + any(1),
                "d.pop(" + key() + ", None)",
                "del d[" + key() + "]",
                "d.update(z=" + number(0) + ")",
                "l += " + list(0),
                "a, b = b, a");
    }

    // --- expressions

    private String key() {
        return one("'k'", "2", "'z'", "(1, 2)", "None", "1.0", "[1]", "True");
    }

    private String any(int depth) {
        return switch (random.nextInt(7)) {
            case 0, 1 -> number(depth);
            case 2, 3 -> textual(depth);
            case 4 -> list(depth);
            case 5 -> condition();
            default ->
                one(
                        "None",
                        "d",
                        "(a, s)",
                        "d.get(" + key() + ")",
                        "sorted(d, key=repr)",
                        "l[" + number(0) + "]",
                        "s[1:]",
                        "m[::-1]",
                        "divmod(a, " + number(0) + ")");
        };
    }

    private String number(int depth) {
        if (depth == 0) {
            return one(one(NUMBERS), one("a", "b", "c"));
        }
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> "(" + number(depth - 1) + " " + one(ARITHMETIC) + " " + number(depth - 1) + ")";
            case 3 -> one("(-", "(+", "(~", "(not ") + "(" + number(depth - 1) + "))";
            case 4 -> one("abs", "int", "float", "bool", "round") + "(" + number(depth - 1) + ")";
            case 5 -> "(" + number(0) + ")" + one(" << 3", " >> 2", " ** 2", " ** 3", " << 70");
            case 6 -> one("len", "ord", "int", "float") + "(" + textual(depth - 1) + ")";
            case 7 -> one("sum", "max", "min", "len") + "(" + list(depth - 1) + ")";
            default -> "(" + number(depth - 1) + " if " + condition() + " else " + number(depth - 1) + ")";
        };
    }

    private String textual(int depth) {
        if (depth == 0) {
            return one(one(TEXTS), one("s", "t"));
        }
        return switch (random.nextInt(6)) {
            case 0 -> "(" + textual(depth - 1) + " + " + textual(depth - 1) + ")";
            case 1 -> one("str", "repr", "ascii") + "(" + any(depth - 1) + ")";
            case 2 -> "str((" + textual(depth - 1) + ")." + one(TEXT_METHODS) + ")";
            case 3 -> textual(0) + one("[1:]", "[::-1]", "[0]", "[-2:]", "[::2]", "[5]");
            case 4 -> "'%s|%r' % (" + any(depth - 1) + ", " + any(depth - 1) + ")";
            default -> formatted();
        };
    }

    private String formatted() {
        String specification = one(SPECIFICATIONS);
        String value = one("a", "b", "c", "s", "l", "a + b", "s + t", "len(l)");
        return "f'{" + value + one("", "!r", "!s") + (specification.isEmpty() ? "" : ":" + specification) + "}'";
    }

    private String list(int depth) {
        if (depth == 0) {
            return one(
                    "l", "m", "[]", "[3, 1, 2]", "['b', 'a']", "list('xyz')", "[1, 'a']", "[None]", "list(range(5))");
        }
        IntFunction<String> element = _ -> any(depth - 1);
        return switch (random.nextInt(5)) {
            case 0 ->
                IntStream.range(0, random.nextInt(4)).mapToObj(element).collect(Collectors.joining(", ", "[", "]"));
            case 1 -> "(" + list(depth - 1) + " + " + list(depth - 1) + ")";
            case 2 -> "sorted(" + list(depth - 1) + one("", ", reverse=True", ", key=str", ", key=repr") + ")";
            case 3 -> list(0) + one("[1:]", "[::-1]", "[:2]", "[-1:]", " * 2", "[::2]");
            default -> comprehension();
        };
    }

    private String comprehension() {
        return one(
                "[x for x in " + list(0) + " if " + one("x", "not x", "x != 1") + "]",
                "[(x, y) for x in range(3) for y in 'ab' if x]",
                "sorted({str(x) for x in " + list(0) + "})",
                "{x: " + number(0) + " for x in 'ab'}",
                "list(map(str, " + list(0) + "))",
                "[x * 2 for x in " + list(0) + "]",
                "list(zip(" + list(0) + ", 'ab'))",
                "[*" + list(0) + ", " + any(0) + "]",
                "any(x for x in " + list(0) + ")");
    }

    private String condition() {
        return switch (random.nextInt(5)) {
            case 0 -> number(1) + " " + one(COMPARISONS) + " " + number(0);
            case 1 -> textual(0) + " " + one("<", "==", "in", "not in") + " " + textual(0);
            case 2 -> one("not l", "s", "a and b", "a or s", "isinstance(a, int)", "callable(len)");
            case 3 -> number(0) + " in " + list(0);
            default -> number(0) + " < " + number(0) + " <= " + number(0);
        };
    }
}
