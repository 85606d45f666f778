package dev.interleave.language.builtin;

import static dev.interleave.language.value.BuiltinFunction.NEEDS_CODE;

import dev.interleave.language.operation.Characters;
import dev.interleave.language.operation.Formatting;
import dev.interleave.language.operation.Representation;
import dev.interleave.language.operation.TextScan;
import dev.interleave.language.operation.TextSearch;
import dev.interleave.language.value.BytesObject;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.Raised;
import dev.interleave.language.value.Request;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/// The methods of strings.
@SuppressWarnings("NullAway") // an argument that was left out is null
final class TextMethods {

    private static final int MAX_JOINED = 5_000;
    private static final int MAX_CHARACTERS = 8;
    private static final int MAX_LENGTH = 4 << 20;
    private static final int SHORT = 8_192;

    private TextMethods() {}

    static void register(Registry registry) {
        ClassObject type = Types.STR;
        registry.constructor(type, 0, 1, (runtime, a) -> a[0] == null ? "" : Representation.str(runtime, a[0]))
                .function(
                        "format",
                        1,
                        2,
                        (runtime, a) ->
                                Formatting.format(runtime, a[0], a[1] == null ? "" : Arguments.text(a[1], "format")))
                .function("ascii", 1, 1, (runtime, a) -> {
                    Object text = Representation.repr(runtime, a[0]);
                    return text instanceof Request ? NEEDS_CODE : ascii(runtime, (String) text);
                })
                .function("_ascii", 1, 1, (runtime, a) -> ascii(runtime, (String) a[0]));
        searching(registry, type);
        cutting(registry, type);
        changing(registry, type);
        testing(registry, type);
    }

    private static String text(Object[] a) {
        if (a[0] instanceof String text) {
            return text;
        }
        throw Errors.type("descriptor requires a 'str' object but received a '" + Types.nameOf(a[0]) + "'");
    }

    private static String argument(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw Errors.type("must be str, not " + Types.nameOf(value));
    }

    private static Object ascii(ProgramRuntime runtime, String text) {
        return Boolean.TRUE.equals(all(runtime, text, c -> c < 0x80, true))
                ? text
                : mapped(runtime, text, TextMethods::escaped);
    }

    private static String escaped(String text) {
        var builder = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c < 0x80) {
                builder.appendCodePoint(c);
            } else {
                builder.append(Representation.escaped(c));
            }
        });
        return builder.toString();
    }

    // --- searching

    private static void searching(Registry registry, ClassObject type) {
        registry.method(type, "find", 1, 3, (runtime, a) -> find(runtime, a, false, false))
                .method(type, "rfind", 1, 3, (runtime, a) -> find(runtime, a, true, false))
                .method(type, "index", 1, 3, (runtime, a) -> find(runtime, a, false, true))
                .method(type, "rindex", 1, 3, (runtime, a) -> find(runtime, a, true, true))
                .method(type, "count", 1, 3, TextMethods::count)
                .method(
                        type,
                        "startswith",
                        1,
                        3,
                        (runtime, a) -> affix(runtime, a, "startswith", (part, region) -> region.startsWith(part)))
                .method(
                        type,
                        "endswith",
                        1,
                        3,
                        (runtime, a) -> affix(runtime, a, "endswith", (part, region) -> region.endsWith(part)));
    }

    private static void found(int index) {
        if (index < 0) {
            throw Errors.value("substring not found");
        }
    }

    /// The part of a string between two positions, in UTF-16 units; null if the positions are out of order.
    private static int[] region(ProgramRuntime runtime, String text, Object from, Object to) {
        if (!Arguments.isGiven(from) && !Arguments.isGiven(to)) {
            return new int[] {0, text.length()};
        }
        boolean isPlain = Characters.isPlain(runtime, text);
        int length = isPlain ? text.length() : Characters.length(text);
        long start = Arguments.integer(from, 0);
        long end = Arguments.integer(to, length);
        start = start < 0 ? Math.max(0, start + length) : start;
        end = end < 0 ? Math.max(0, end + length) : Math.min(end, length);
        if (start > end) {
            return null;
        }
        return isPlain
                ? new int[] {(int) start, (int) end}
                : new int[] {text.offsetByCodePoints(0, (int) start), text.offsetByCodePoints(0, (int) end)};
    }

    private static Object find(ProgramRuntime runtime, Object[] a, boolean isLast, boolean mustExist) {
        String text = text(a);
        String part = argument(a[1]);
        int[] region = region(runtime, text, a[2], a[3]);
        if (region == null) {
            return place(runtime, text, -1, mustExist);
        }
        if (part.isEmpty()) {
            return place(runtime, text, region[isLast ? 1 : 0], mustExist);
        }
        int[] found = {-1};
        return TextSearch.run(
                runtime,
                text,
                part,
                region[0],
                region[1],
                at -> {
                    found[0] = at;
                    return isLast ? at + 1 : -1;
                },
                () -> place(runtime, text, found[0], mustExist));
    }

    private static Object place(ProgramRuntime runtime, String text, int at, boolean mustExist) {
        if (mustExist) {
            found(at);
        }
        return at < 0 || Characters.isPlain(runtime, text) ? (long) at : (Object) (long) text.codePointCount(0, at);
    }

    private static Object count(ProgramRuntime runtime, Object[] a) {
        String text = text(a);
        String part = argument(a[1]);
        int[] region = region(runtime, text, a[2], a[3]);
        if (region == null) {
            return 0L;
        }
        if (part.isEmpty()) {
            return text.codePointCount(region[0], region[1]) + 1L;
        }
        long[] count = new long[1];
        return TextSearch.run(
                runtime,
                text,
                part,
                region[0],
                region[1],
                at -> {
                    count[0]++;
                    return at + part.length();
                },
                () -> count[0]);
    }

    private interface Affix {
        boolean test(String part, String region);
    }

    private static Object affix(ProgramRuntime runtime, Object[] a, String name, Affix affix) {
        String text = text(a);
        int[] region = region(runtime, text, a[2], a[3]);
        String searched = region == null ? null : text.substring(region[0], region[1]);
        runtime.charge(searched == null || searched.length() == text.length() ? 1 : searched.length() >> 3);
        if (a[1] instanceof TupleObject tuple) {
            for (Object part : tuple.items) {
                if (searched != null && affix.test(argument(part), searched)) {
                    return true;
                }
            }
            return false;
        }
        if (!(a[1] instanceof String part)) {
            throw Errors.type(name + " first arg must be str or a tuple of str, not " + Types.nameOf(a[1]));
        }
        return searched != null && affix.test(part, searched);
    }

    // --- cutting

    private static void cutting(Registry registry, ClassObject type) {
        registry.method(type, "split", 0, List.of("sep", "maxsplit"), (runtime, a) -> split(runtime, a, false))
                .method(type, "rsplit", 0, List.of("sep", "maxsplit"), (runtime, a) -> split(runtime, a, true))
                .method(
                        type,
                        "splitlines",
                        0,
                        List.of("keepends"),
                        (runtime, a) -> lines(runtime, text(a), a[1] != null && Boolean.TRUE.equals(a[1])))
                .method(type, "partition", 1, 1, (runtime, a) -> partition(runtime, a, false))
                .method(type, "rpartition", 1, 1, (runtime, a) -> partition(runtime, a, true))
                .method(type, "strip", 0, 1, (runtime, a) -> strip(runtime, text(a), a[1], true, true))
                .method(type, "lstrip", 0, 1, (runtime, a) -> strip(runtime, text(a), a[1], true, false))
                .method(type, "rstrip", 0, 1, (runtime, a) -> strip(runtime, text(a), a[1], false, true))
                .method(
                        type,
                        "removeprefix",
                        1,
                        1,
                        (_, a) -> text(a).startsWith(argument(a[1]))
                                ? text(a).substring(((String) a[1]).length())
                                : text(a))
                .method(
                        type,
                        "removesuffix",
                        1,
                        1,
                        (_, a) -> text(a).endsWith(argument(a[1])) && !((String) a[1]).isEmpty()
                                ? text(a).substring(0, text(a).length() - ((String) a[1]).length())
                                : text(a));
    }

    private static Object partition(ProgramRuntime runtime, Object[] a, boolean isLast) {
        String text = text(a);
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
        String separator = argument(value);
        if (separator.isEmpty()) {
            throw Errors.value("empty separator");
        }
        return separator;
    }

    private static Object split(ProgramRuntime runtime, Object[] a, boolean fromRight) {
        String text = text(a);
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
        IntPredicate isCut =
                Arguments.isGiven(characters) ? anyOf(runtime, argument(characters)) : TextMethods::isSpace;
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

    // --- changing

    private static void changing(Registry registry, ClassObject type) {
        registry.method(type, "join", 1, 1, TextMethods::join)
                .method(type, "replace", 2, 3, TextMethods::replace)
                .method(
                        type,
                        "lower",
                        0,
                        0,
                        (runtime, a) -> mapped(runtime, text(a), part -> part.toLowerCase(Locale.ROOT)))
                .method(
                        type,
                        "upper",
                        0,
                        0,
                        (runtime, a) -> mapped(runtime, text(a), part -> part.toUpperCase(Locale.ROOT)))
                .method(
                        type,
                        "casefold",
                        0,
                        0,
                        (runtime, a) -> mapped(
                                runtime,
                                text(a),
                                part -> part.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT)))
                .method(type, "capitalize", 0, 0, (runtime, a) -> {
                    String text = text(a);
                    runtime.charge(text.length());
                    int first = text.isEmpty() ? 0 : Character.charCount(text.codePointAt(0));
                    return title(text.substring(0, first))
                            + text.substring(first).toLowerCase(Locale.ROOT);
                })
                .method(type, "title", 0, 0, (runtime, a) -> titled(runtime, text(a)))
                .method(type, "swapcase", 0, 0, (runtime, a) -> mapped(runtime, text(a), TextMethods::swapped))
                .method(type, "center", 1, 2, (runtime, a) -> padded(runtime, a, '^'))
                .method(type, "ljust", 1, 2, (runtime, a) -> padded(runtime, a, '<'))
                .method(type, "rjust", 1, 2, (runtime, a) -> padded(runtime, a, '>'))
                .method(type, "zfill", 1, 1, (runtime, a) -> {
                    String text = text(a);
                    long missing = Arguments.integer(a[1]) - Characters.length(text);
                    runtime.allocatePiece(Math.max(0, missing) * 2);
                    runtime.charge(Math.max(0, missing) >> 3);
                    boolean isSigned = text.startsWith("-") || text.startsWith("+");
                    String zeros = "0".repeat((int) Math.max(0, missing));
                    return isSigned ? text.charAt(0) + zeros + text.substring(1) : zeros + text;
                })
                .method(
                        type,
                        "expandtabs",
                        0,
                        List.of("tabsize"),
                        (runtime, a) ->
                                expanded(runtime, text(a), Math.clamp(Arguments.integer(a[1], 8), 0, MAX_LENGTH)))
                .method(
                        type,
                        "encode",
                        0,
                        List.of("encoding", "errors"),
                        (runtime, a) -> encoded(runtime, text(a), a[1]))
                .method(type, "translate", 1, 1, (_, _) -> NEEDS_CODE)
                .method(type, "format", 0, -1, (_, _) -> NEEDS_CODE)
                .method(type, "format_map", 1, 1, (_, _) -> NEEDS_CODE);
    }

    private static Object join(ProgramRuntime runtime, Object[] a) {
        Object[] items = Arguments.items(a[1]);
        if (items == null || items.length > MAX_JOINED) {
            return NEEDS_CODE;
        }
        String separator = text(a);
        long length = 0;
        for (int i = 0; i < items.length; i++) {
            if (!(items[i] instanceof String part)) {
                throw Errors.type(
                        "sequence item " + i + ": expected str instance, " + Types.nameOf(items[i]) + " found");
            }
            length += part.length() + separator.length();
        }
        runtime.allocatePiece(length * 2);
        runtime.charge(items.length * 3L + (length >> 3));
        var builder = new StringBuilder((int) length);
        for (int i = 0; i < items.length; i++) {
            builder.append(i == 0 ? "" : separator).append((String) items[i]);
        }
        return builder.toString();
    }

    private static Object replace(ProgramRuntime runtime, Object[] a) {
        String text = text(a);
        String old = argument(a[1]);
        String next = argument(a[2]);
        long most = Arguments.integer(a[3], -1);
        long[] left = {most < 0 ? Long.MAX_VALUE : most};
        if (old.isEmpty()) {
            return NEEDS_CODE;
        }
        var builder = new StringBuilder(next.length() <= old.length() ? text.length() : 16);
        int[] start = new int[1];
        return TextSearch.run(
                runtime,
                text,
                old,
                0,
                text.length(),
                at -> {
                    if (left[0]-- <= 0) {
                        return -1;
                    }
                    builder.append(text, start[0], at).append(next);
                    runtime.charge(next.length() >> 3);
                    checkLength(runtime, builder);
                    start[0] = at + old.length();
                    return start[0];
                },
                () -> {
                    if (start[0] == 0 && builder.isEmpty()) {
                        return text;
                    }
                    builder.append(text, start[0], text.length());
                    runtime.allocatePiece(builder.length() * 2L);
                    return builder.toString();
                });
    }

    private static void checkLength(ProgramRuntime runtime, StringBuilder builder) {
        if (builder.length() > MAX_LENGTH) {
            runtime.allocatePiece(builder.length() * 2L);
        }
    }

    private static Object mapped(ProgramRuntime runtime, String text, UnaryOperator<String> mapping) {
        if (text.length() <= SHORT || text.indexOf('\u03a3') >= 0) { // the end of a word decides on its lower case
            runtime.charge(text.length() >> 1);
            return mapping.apply(text);
        }
        var builder = new StringBuilder(text.length());
        return TextScan.run(
                runtime,
                text,
                4,
                (from, to) -> {
                    builder.append(mapping.apply(text.substring(from, to)));
                    return true;
                },
                () -> {
                    runtime.allocatePiece(builder.length() * 2L);
                    return builder.toString();
                });
    }

    private static String title(String character) {
        return character.isEmpty() ? "" : Character.toString(Character.toTitleCase(character.codePointAt(0)));
    }

    private static Object titled(ProgramRuntime runtime, String text) {
        var builder = new StringBuilder(text.length());
        boolean[] isInside = new boolean[1];
        return TextScan.run(
                runtime,
                text,
                10,
                (from, to) -> {
                    for (int i = from; i < to; ) {
                        int c = text.codePointAt(i);
                        i += Character.charCount(c);
                        builder.appendCodePoint(isInside[0] ? Character.toLowerCase(c) : Character.toTitleCase(c));
                        isInside[0] = isCased(c);
                    }
                    return true;
                },
                () -> {
                    runtime.allocatePiece(builder.length() * 2L);
                    return builder.toString();
                });
    }

    private static boolean isCased(int c) {
        return Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
    }

    private static String swapped(String text) {
        var builder = new StringBuilder();
        text.codePoints().forEach(c -> {
            String one = Character.toString(c);
            builder.append(Character.isUpperCase(c) ? one.toLowerCase(Locale.ROOT) : one.toUpperCase(Locale.ROOT));
        });
        return builder.toString();
    }

    private static String padded(ProgramRuntime runtime, Object[] a, char align) {
        String text = text(a);
        String fill = a[2] == null ? " " : argument(a[2]);
        if (Characters.length(fill) != 1) {
            throw Errors.type("The fill character must be exactly one character long");
        }
        long missing = Arguments.integer(a[1]) - Characters.length(text);
        if (missing <= 0) {
            return text;
        }
        runtime.allocatePiece((missing + text.length()) * 2);
        runtime.charge((missing + text.length()) >> 3);
        long left = switch (align) {
            case '<' -> 0;
            case '>' -> missing;
            default -> missing / 2 + (missing & Arguments.integer(a[1]) & 1);
        };
        return fill.repeat((int) left) + text + fill.repeat((int) (missing - left));
    }

    private static Object expanded(ProgramRuntime runtime, String text, int size) {
        var builder = new StringBuilder();
        int[] column = new int[1];
        return TextScan.run(
                runtime,
                text,
                4,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        char c = text.charAt(i);
                        if (c == '\t') {
                            int spaces = size > 0 ? size - column[0] % size : 0;
                            runtime.allocate(spaces * 2L);
                            runtime.charge(spaces >> 3);
                            builder.repeat(' ', spaces);
                            checkLength(runtime, builder);
                            column[0] += spaces;
                        } else {
                            builder.append(c);
                            column[0] = c == '\n' || c == '\r' ? 0 : column[0] + 1;
                        }
                    }
                    return true;
                },
                builder::toString);
    }

    private static Object encoded(ProgramRuntime runtime, String text, Object encoding) {
        runtime.allocatePiece(text.length() * 2L);
        runtime.charge(text.length() >> 1);
        String name = encoding == null
                ? "utf-8"
                : argument(encoding).toLowerCase(Locale.ROOT).replace('_', '-');
        return switch (name) {
            case "utf-8", "utf8" -> new BytesObject(text.getBytes(StandardCharsets.UTF_8));
            case "ascii", "us-ascii" -> narrow(text, 0x80, "ascii");
            case "latin-1", "latin1", "iso-8859-1" -> narrow(text, 0x100, "latin-1");
            default -> throw new Raised(Types.LOOKUP_ERROR, "unknown encoding: " + name);
        };
    }

    private static BytesObject narrow(String text, int limit, String name) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= limit) {
                throw new Raised(
                        Types.UNICODE_ENCODE_ERROR,
                        "'" + name + "' codec can't encode character in position " + i + ": ordinal not in range("
                                + limit + ")");
            }
        }
        return new BytesObject(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    // --- testing

    private static void testing(Registry registry, ClassObject type) {
        all(registry, type, "isdigit", c -> Character.isDigit(c) || isSuperscript(c));
        all(registry, type, "isdecimal", Character::isDigit);
        all(
                registry,
                type,
                "isnumeric",
                c -> Character.isDigit(c)
                        || isSuperscript(c)
                        || Character.getType(c) == Character.LETTER_NUMBER
                        || Character.getType(c) == Character.OTHER_NUMBER);
        all(registry, type, "isalpha", Character::isLetter);
        all(registry, type, "isalnum", c -> Character.isLetter(c) || Character.isDigit(c) || isSuperscript(c));
        all(registry, type, "isspace", TextMethods::isSpace);
        registry.method(
                        type,
                        "isprintable",
                        0,
                        0,
                        (runtime, a) -> all(runtime, text(a), Representation::isPrintable, true))
                .method(type, "isascii", 0, 0, (runtime, a) -> all(runtime, text(a), c -> c < 0x80, true))
                .method(type, "isidentifier", 0, 0, (runtime, a) -> {
                    String text = text(a);
                    boolean isStart =
                            !text.isEmpty() && (Character.isLetter(text.codePointAt(0)) || text.charAt(0) == '_');
                    return isStart ? all(runtime, text, c -> Character.isLetterOrDigit(c) || c == '_', true) : false;
                })
                .method(
                        type,
                        "isupper",
                        0,
                        0,
                        (runtime, a) -> cased(
                                runtime,
                                text(a),
                                Character::isUpperCase,
                                c -> Character.isLowerCase(c) || Character.isTitleCase(c)))
                .method(
                        type,
                        "islower",
                        0,
                        0,
                        (runtime, a) -> cased(
                                runtime,
                                text(a),
                                Character::isLowerCase,
                                c -> Character.isUpperCase(c) || Character.isTitleCase(c)))
                .method(type, "istitle", 0, 0, (runtime, a) -> isTitle(runtime, text(a)));
    }

    private static boolean isSuperscript(int c) {
        return c == 0xb2
                || c == 0xb3
                || c == 0xb9
                || (c >= 0x2070 && c <= 0x2089 && c != 0x2071 && Character.getType(c) == Character.OTHER_NUMBER);
    }

    private static void all(Registry registry, ClassObject type, String name, IntPredicate predicate) {
        registry.method(type, name, 0, 0, (runtime, a) -> all(runtime, text(a), predicate, false));
    }

    private static Object all(ProgramRuntime runtime, String text, IntPredicate predicate, boolean ofEmpty) {
        if (text.isEmpty()) {
            return ofEmpty;
        }
        boolean[] result = {true};
        return TextScan.run(
                runtime,
                text,
                4,
                (from, to) -> {
                    for (int i = from; i < to && result[0]; ) {
                        int c = text.codePointAt(i);
                        i += Character.charCount(c);
                        result[0] = predicate.test(c);
                    }
                    return result[0];
                },
                () -> result[0]);
    }

    /// @return whether there is a character of one kind, and none of the other
    private static Object cased(ProgramRuntime runtime, String text, IntPredicate wanted, IntPredicate unwanted) {
        boolean[] found = new boolean[2];
        return TextScan.run(
                runtime,
                text,
                8,
                (from, to) -> {
                    for (int i = from; i < to && !found[1]; ) {
                        int c = text.codePointAt(i);
                        i += Character.charCount(c);
                        found[0] |= wanted.test(c);
                        found[1] = unwanted.test(c);
                    }
                    return !found[1];
                },
                () -> found[0] && !found[1]);
    }

    private static Object isTitle(ProgramRuntime runtime, String text) {
        boolean[] state = {false, false, true}; // in a word, found a letter, as in a title
        return TextScan.run(
                runtime,
                text,
                8,
                (from, to) -> {
                    for (int i = from; i < to && state[2]; ) {
                        int c = text.codePointAt(i);
                        i += Character.charCount(c);
                        boolean isHigh = Character.isUpperCase(c) || Character.isTitleCase(c);
                        boolean isLow = Character.isLowerCase(c);
                        state[2] = !(isHigh && state[0]) && !(isLow && !state[0]);
                        state[0] = isHigh || isLow;
                        state[1] |= state[0];
                    }
                    return state[2];
                },
                () -> state[1] && state[2]);
    }
}
