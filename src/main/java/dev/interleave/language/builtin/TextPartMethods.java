package dev.interleave.language.builtin;

import dev.interleave.language.operation.TextScan;
import dev.interleave.language.operation.TextSearch;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.TupleObject;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/// The methods of strings that cut.
@SuppressWarnings("NullAway") // an argument that was left out is null
final class TextPartMethods {

    private static final int MAX_CHARACTERS = 8;

    private TextPartMethods() {}

    static void register(Registry registry, ClassObject type) {
        registry.method(type, "split", 0, List.of("sep", "maxsplit"), (runtime, a) -> split(runtime, a, false))
                .method(type, "rsplit", 0, List.of("sep", "maxsplit"), (runtime, a) -> split(runtime, a, true))
                .method(
                        type,
                        "splitlines",
                        0,
                        List.of("keepends"),
                        (runtime, a) -> lines(runtime, TextMethods.text(a), a[1] != null && Boolean.TRUE.equals(a[1])))
                .method(type, "partition", 1, 1, (runtime, a) -> partition(runtime, a, false))
                .method(type, "rpartition", 1, 1, (runtime, a) -> partition(runtime, a, true))
                .method(type, "strip", 0, 1, (runtime, a) -> strip(runtime, TextMethods.text(a), a[1], true, true))
                .method(type, "lstrip", 0, 1, (runtime, a) -> strip(runtime, TextMethods.text(a), a[1], true, false))
                .method(type, "rstrip", 0, 1, (runtime, a) -> strip(runtime, TextMethods.text(a), a[1], false, true))
                .method(
                        type,
                        "removeprefix",
                        1,
                        1,
                        (_, a) -> TextMethods.text(a).startsWith(TextMethods.argument(a[1]))
                                ? TextMethods.text(a).substring(((String) a[1]).length())
                                : TextMethods.text(a))
                .method(
                        type,
                        "removesuffix",
                        1,
                        1,
                        (_, a) -> TextMethods.text(a).endsWith(TextMethods.argument(a[1])) && !((String) a[1]).isEmpty()
                                ? TextMethods.text(a)
                                        .substring(0, TextMethods.text(a).length() - ((String) a[1]).length())
                                : TextMethods.text(a));
    }

    private static Object partition(ProgramRuntime runtime, Object[] a, boolean isLast) {
        String text = TextMethods.text(a);
        String separator = separator(a[1]);
        int[] found = {-1};
        return TextSearch.run(
                runtime,
                text,
                separator,
                0,
                text.length(),
                at -> {
                    found[0] = at;
                    return isLast ? at + 1 : -1;
                },
                () -> {
                    runtime.charge(text.length() >> 3);
                    runtime.allocate(text.length() * 2L);
                    return found[0] >= 0
                            ? parts(text, separator, found[0])
                            : isLast ? new TupleObject("", "", text) : new TupleObject(text, "", "");
                });
    }

    private static TupleObject parts(String text, String separator, int i) {
        return new TupleObject(text.substring(0, i), separator, text.substring(i + separator.length()));
    }

    private static String separator(Object value) {
        String separator = TextMethods.argument(value);
        if (separator.isEmpty()) {
            throw Errors.value("empty separator");
        }
        return separator;
    }

    private static Object split(ProgramRuntime runtime, Object[] a, boolean fromRight) {
        String text = TextMethods.text(a);
        long most = Arguments.integer(a[2], -1);
        most = most < 0 ? Long.MAX_VALUE : most;
        return Arguments.isGiven(a[1])
                ? fromRight
                        ? splitFromRight(runtime, text, separator(a[1]), most)
                        : splitAt(runtime, text, separator(a[1]), most)
                : fromRight ? splitAtSpaceFromRight(runtime, text, most) : splitAtSpace(runtime, text, most);
    }

    /// Collects the parts of a text in a list.
    private static final class Parts {
        private static final int PART_BYTES = 48;

        private final ProgramRuntime runtime;
        private final String text;
        private final ListObject list = new ListObject(new Object[0]);
        private int start;

        Parts(ProgramRuntime runtime, String text) {
            this.runtime = runtime;
            this.text = text;
        }

        void add(int from, int to) {
            runtime.allocate(PART_BYTES + 2L * (to - from));
            list.add(text.substring(from, to));
        }
    }

    private static Object splitAt(ProgramRuntime runtime, String text, String separator, long most) {
        var parts = new Parts(runtime, text);
        return TextSearch.run(
                runtime,
                text,
                separator,
                0,
                text.length(),
                at -> {
                    if (parts.list.size >= most) {
                        return -1;
                    }
                    parts.add(parts.start, at);
                    parts.start = at + separator.length();
                    return parts.start;
                },
                () -> {
                    parts.add(parts.start, text.length());
                    return parts.list;
                });
    }

    private static Object splitFromRight(ProgramRuntime runtime, String text, String separator, long most) {
        var places = new ListObject(new Object[0]);
        return TextSearch.run(
                runtime,
                text,
                separator,
                0,
                text.length(),
                at -> {
                    runtime.allocate(24);
                    places.add((long) at);
                    return at + 1;
                },
                () -> {
                    runtime.charge(places.size * 4L);
                    return splitAtLast(runtime, text, separator, most, places);
                });
    }

    private static Object splitAtLast(
            ProgramRuntime runtime, String text, String separator, long most, ListObject places) {
        var parts = new Parts(runtime, text);
        int end = text.length();
        for (int i = places.size - 1; i >= 0 && parts.list.size < most; i--) {
            int at = (int) (long) (Long) places.get(i);
            if (at + separator.length() <= end) {
                parts.add(at + separator.length(), end);
                end = at;
            }
        }
        parts.add(0, end);
        return reversed(parts.list);
    }

    private static ListObject reversed(ListObject list) {
        for (int i = 0, j = list.size - 1; i < j; i++, j--) {
            Object item = list.get(i);
            list.set(i, list.get(j));
            list.set(j, item);
        }
        return list;
    }

    private static Object splitAtSpace(ProgramRuntime runtime, String text, long most) {
        var parts = new Parts(runtime, text);
        parts.start = -1; // not in a word
        return TextScan.run(
                runtime,
                text,
                4,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        boolean isSpace = isSpace(text.charAt(i));
                        if (isSpace && parts.start >= 0) {
                            parts.add(parts.start, i);
                            parts.start = -1;
                        } else if (!isSpace && parts.start < 0) {
                            parts.start = i;
                            if (parts.list.size >= most) {
                                return false;
                            }
                        }
                    }
                    return true;
                },
                () -> {
                    if (parts.start >= 0) {
                        int end = text.length();
                        while (parts.list.size >= most && isSpace(text.charAt(end - 1))) {
                            end--;
                        }
                        parts.add(parts.start, parts.list.size >= most ? text.length() : end);
                    }
                    return parts.list;
                });
    }

    private static Object splitAtSpaceFromRight(ProgramRuntime runtime, String text, long most) {
        var parts = new Parts(runtime, text);
        runtime.charge(text.length());
        int end = text.length();
        while (true) {
            while (end > 0 && isSpace(text.charAt(end - 1))) {
                end--;
            }
            if (end == 0 || parts.list.size >= most) {
                break;
            }
            int i = end;
            while (i > 0 && !isSpace(text.charAt(i - 1))) {
                i--;
            }
            parts.add(i, end);
            end = i;
        }
        if (end > 0) {
            parts.add(0, end);
        }
        return reversed(parts.list);
    }

    static boolean isSpace(int c) {
        return c == ' '
                || (c >= 9 && c <= 13)
                || (c >= 0x1c && c <= 0x1f)
                || c == 0x85
                || c == 0xa0
                || (c > 0x7f && (Character.isSpaceChar(c) || Character.isWhitespace(c)));
    }

    private static Object lines(ProgramRuntime runtime, String text, boolean keepsEnds) {
        var lines = new Parts(runtime, text);
        return TextScan.run(
                runtime,
                text,
                2,
                (from, to) -> {
                    for (int i = Math.max(from, lines.start); i < to; i++) {
                        if (isLineBreak(text.charAt(i))) {
                            int end = i;
                            boolean isPair =
                                    text.charAt(i) == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
                            i += isPair ? 1 : 0;
                            lines.add(lines.start, keepsEnds ? i + 1 : end);
                            lines.start = i + 1;
                        }
                    }
                    return true;
                },
                () -> {
                    if (lines.start < text.length()) {
                        lines.add(lines.start, text.length());
                    }
                    return lines.list;
                });
    }

    private static boolean isLineBreak(char c) {
        return (c >= 10 && c <= 13) || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    private static String strip(ProgramRuntime runtime, String text, Object characters, boolean left, boolean right) {
        runtime.charge(text.length() >> 2);
        IntPredicate isCut = Arguments.isGiven(characters)
                ? anyOf(runtime, TextMethods.argument(characters))
                : TextPartMethods::isSpace;
        int start = 0;
        int end = text.length();
        while (left && start < end && isCut.test(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (right && end > start && isCut.test(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    private static IntPredicate anyOf(ProgramRuntime runtime, String characters) {
        if (characters.length() <= MAX_CHARACTERS) {
            return c -> characters.indexOf(c) >= 0;
        }
        runtime.charge(characters.length());
        var set = new BitSet();
        characters.codePoints().forEach(set::set);
        return set::get;
    }
}
