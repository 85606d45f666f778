package dev.interleave.language.builtin;

import static dev.interleave.language.value.BuiltinFunction.NEEDS_CODE;

import dev.interleave.language.operation.Characters;
import dev.interleave.language.operation.Formatting;
import dev.interleave.language.operation.Representation;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/// The methods of strings.
@SuppressWarnings("NullAway") // an argument that was left out is null
final class TextMethods {

    private static final int MAX_JOINED = 5_000;

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
                    return text instanceof Request ? NEEDS_CODE : ascii((String) text);
                })
                .function("_ascii", 1, 1, (_, a) -> ascii((String) a[0]));
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

    private static String ascii(String text) {
        var builder = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c < 0x80) {
                builder.appendCodePoint(c);
            } else {
                builder.append(
                        c < 0x100
                                ? String.format(Locale.ROOT, "\\x%02x", c)
                                : c < 0x10000
                                        ? String.format(Locale.ROOT, "\\u%04x", c)
                                        : String.format(Locale.ROOT, "\\U%08x", c));
            }
        });
        return builder.toString();
    }

    // --- searching

    private interface Search {
        int find(String text, String part, int from, int to);
    }

    private static void searching(Registry registry, ClassObject type) {
        Search first = (text, part, from, to) -> {
            int i = text.indexOf(part, from);
            return i >= 0 && i + part.length() <= to ? i : -1;
        };
        Search last = (text, part, from, to) -> {
            int i = text.lastIndexOf(part, to - part.length());
            return i >= from ? i : -1;
        };
        registry.method(type, "find", 1, 3, (runtime, a) -> find(runtime, a, first))
                .method(type, "rfind", 1, 3, (runtime, a) -> find(runtime, a, last))
                .method(type, "index", 1, 3, (runtime, a) -> found(find(runtime, a, first)))
                .method(type, "rindex", 1, 3, (runtime, a) -> found(find(runtime, a, last)))
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

    private static long found(long index) {
        if (index < 0) {
            throw Errors.value("substring not found");
        }
        return index;
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

    private static long find(ProgramRuntime runtime, Object[] a, Search search) {
        String text = text(a);
        String part = argument(a[1]);
        int[] region = region(runtime, text, a[2], a[3]);
        if (region == null) {
            return -1;
        }
        runtime.charge(text.length() >> 2);
        int i = search.find(text, part, region[0], region[1]);
        return i < 0 || Characters.isPlain(runtime, text) ? i : text.codePointCount(0, i);
    }

    private static Object count(ProgramRuntime runtime, Object[] a) {
        String text = text(a);
        String part = argument(a[1]);
        int[] region = region(runtime, text, a[2], a[3]);
        if (region == null) {
            return 0L;
        }
        String searched = text.substring(region[0], region[1]);
        if (part.isEmpty()) {
            return Characters.length(searched) + 1L;
        }
        runtime.charge(searched.length() >> 1);
        long count = 0;
        for (int i = searched.indexOf(part); i >= 0; i = searched.indexOf(part, i + part.length())) {
            count++;
        }
        return count;
    }

    private interface Affix {
        boolean test(String part, String region);
    }

    private static Object affix(ProgramRuntime runtime, Object[] a, String name, Affix affix) {
        String text = text(a);
        int[] region = region(runtime, text, a[2], a[3]);
        String searched = region == null ? null : text.substring(region[0], region[1]);
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
                .method(type, "partition", 1, 1, (_, a) -> {
                    String text = text(a);
                    int i = text.indexOf(separator(a[1]));
                    return i < 0 ? new TupleObject(text, "", "") : parts(text, (String) a[1], i);
                })
                .method(type, "rpartition", 1, 1, (_, a) -> {
                    String text = text(a);
                    int i = text.lastIndexOf(separator(a[1]));
                    return i < 0 ? new TupleObject("", "", text) : parts(text, (String) a[1], i);
                })
                .method(type, "strip", 0, 1, (_, a) -> strip(text(a), a[1], true, true))
                .method(type, "lstrip", 0, 1, (_, a) -> strip(text(a), a[1], true, false))
                .method(type, "rstrip", 0, 1, (_, a) -> strip(text(a), a[1], false, true))
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
        runtime.charge(text.length());
        runtime.allocate(text.length() * 20L);
        List<Object> parts = Arguments.isGiven(a[1])
                ? splitAt(text, separator(a[1]), most < 0 ? Long.MAX_VALUE : most, fromRight)
                : splitAtSpace(text, most < 0 ? Long.MAX_VALUE : most, fromRight);
        return new ListObject(parts.toArray());
    }

    private static List<Object> splitAt(String text, String separator, long most, boolean fromRight) {
        List<Object> parts = new ArrayList<>();
        if (fromRight) {
            int end = text.length();
            while (parts.size() < most) {
                int i = text.lastIndexOf(separator, end - separator.length());
                if (i < 0 || end < separator.length()) {
                    break;
                }
                parts.addFirst(text.substring(i + separator.length(), end));
                end = i;
            }
            parts.addFirst(text.substring(0, end));
            return parts;
        }
        int start = 0;
        while (parts.size() < most) {
            int i = text.indexOf(separator, start);
            if (i < 0) {
                break;
            }
            parts.add(text.substring(start, i));
            start = i + separator.length();
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static List<Object> splitAtSpace(String text, long most, boolean fromRight) {
        List<Object> parts = new ArrayList<>();
        int start = 0;
        int end = text.length();
        while (true) {
            while (!fromRight && start < end && isSpace(text.charAt(start))) {
                start++;
            }
            while (fromRight && end > start && isSpace(text.charAt(end - 1))) {
                end--;
            }
            if (start >= end) {
                return parts;
            }
            if (parts.size() == most) {
                String rest = text.substring(start, end);
                if (fromRight) {
                    parts.addFirst(rest.stripTrailing());
                } else {
                    parts.add(rest);
                }
                return parts;
            }
            if (fromRight) {
                int i = end;
                while (i > start && !isSpace(text.charAt(i - 1))) {
                    i--;
                }
                parts.addFirst(text.substring(i, end));
                end = i;
            } else {
                int i = start;
                while (i < end && !isSpace(text.charAt(i))) {
                    i++;
                }
                parts.add(text.substring(start, i));
                start = i;
            }
        }
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
        runtime.charge(text.length());
        runtime.allocate(text.length() * 10L);
        List<Object> lines = new ArrayList<>();
        int start = 0;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            boolean isBreak =
                    (c >= 10 && c <= 13) || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
            if (!isBreak) {
                i++;
                continue;
            }
            int end = i;
            i += c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n' ? 2 : 1;
            lines.add(text.substring(start, keepsEnds ? i : end));
            start = i;
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return new ListObject(lines.toArray());
    }

    private static String strip(String text, Object characters, boolean left, boolean right) {
        IntPredicate isCut =
                Arguments.isGiven(characters) ? c -> argument(characters).indexOf(c) >= 0 : TextMethods::isSpace;
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

    // --- changing

    private static void changing(Registry registry, ClassObject type) {
        registry.method(type, "join", 1, 1, TextMethods::join)
                .method(type, "replace", 2, 3, TextMethods::replace)
                .method(type, "lower", 0, 0, (_, a) -> text(a).toLowerCase(Locale.ROOT))
                .method(type, "upper", 0, 0, (_, a) -> text(a).toUpperCase(Locale.ROOT))
                .method(
                        type,
                        "casefold",
                        0,
                        0,
                        (_, a) -> text(a).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT))
                .method(type, "capitalize", 0, 0, (_, a) -> {
                    String text = text(a);
                    int first = text.isEmpty() ? 0 : Character.charCount(text.codePointAt(0));
                    return title(text.substring(0, first))
                            + text.substring(first).toLowerCase(Locale.ROOT);
                })
                .method(type, "title", 0, 0, (_, a) -> titled(text(a)))
                .method(type, "swapcase", 0, 0, (_, a) -> swapped(text(a)))
                .method(type, "center", 1, 2, (runtime, a) -> padded(runtime, a, '^'))
                .method(type, "ljust", 1, 2, (runtime, a) -> padded(runtime, a, '<'))
                .method(type, "rjust", 1, 2, (runtime, a) -> padded(runtime, a, '>'))
                .method(type, "zfill", 1, 1, (runtime, a) -> {
                    String text = text(a);
                    long missing = Arguments.integer(a[1]) - Characters.length(text);
                    runtime.allocate(Math.max(0, missing) * 2);
                    boolean isSigned = text.startsWith("-") || text.startsWith("+");
                    String zeros = "0".repeat((int) Math.max(0, missing));
                    return isSigned ? text.charAt(0) + zeros + text.substring(1) : zeros + text;
                })
                .method(
                        type,
                        "expandtabs",
                        0,
                        List.of("tabsize"),
                        (runtime, a) -> expanded(runtime, text(a), (int) Arguments.integer(a[1], 8)))
                .method(type, "encode", 0, List.of("encoding", "errors"), (_, a) -> encoded(text(a), a[1]))
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
        runtime.allocate(length * 2 + 40);
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
        runtime.charge(text.length());
        if (next.length() > old.length()) {
            long times =
                    old.isEmpty() ? text.length() + 1L : (long) count(runtime, new Object[] {text, old, null, null});
            times = most < 0 ? times : Math.min(times, most);
            runtime.allocate((text.length() + times * (next.length() - old.length())) * 2);
        }
        if (most < 0) {
            return old.isEmpty() && Characters.length(text) != text.length() ? NEEDS_CODE : text.replace(old, next);
        }
        var builder = new StringBuilder();
        int start = 0;
        for (long n = 0; n < most; n++) {
            int i = old.isEmpty() ? (n == 0 ? 0 : start + 1) : text.indexOf(old, start);
            if (i < 0 || i > text.length()) {
                break;
            }
            builder.append(text, start, i).append(next);
            start = i + old.length();
        }
        return builder.append(text.substring(start)).toString();
    }

    private static String title(String character) {
        return character.isEmpty() ? "" : Character.toString(Character.toTitleCase(character.codePointAt(0)));
    }

    private static String titled(String text) {
        var builder = new StringBuilder();
        boolean isInside = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            builder.appendCodePoint(isInside ? Character.toLowerCase(c) : Character.toTitleCase(c));
            isInside = isCased(c);
        }
        return builder.toString();
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
        runtime.allocate(missing * 2);
        long left = switch (align) {
            case '<' -> 0;
            case '>' -> missing;
            default -> missing / 2 + (missing & Arguments.integer(a[1]) & 1);
        };
        return fill.repeat((int) left) + text + fill.repeat((int) (missing - left));
    }

    private static String expanded(ProgramRuntime runtime, String text, int size) {
        var builder = new StringBuilder();
        int column = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t') {
                int spaces = size > 0 ? size - column % size : 0;
                runtime.allocate(spaces * 2L);
                builder.append(" ".repeat(spaces));
                column += spaces;
            } else {
                builder.append(c);
                column = c == '\n' || c == '\r' ? 0 : column + 1;
            }
        }
        return builder.toString();
    }

    private static Object encoded(String text, Object encoding) {
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
        test(registry, type, "isprintable", text -> text.codePoints().allMatch(Representation::isPrintable));
        test(registry, type, "isascii", text -> text.chars().allMatch(c -> c < 0x80));
        test(
                registry,
                type,
                "isidentifier",
                text -> !text.isEmpty()
                        && (Character.isLetter(text.codePointAt(0)) || text.charAt(0) == '_')
                        && text.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '_'));
        test(
                registry,
                type,
                "isupper",
                text -> text.codePoints().anyMatch(Character::isUpperCase)
                        && text.codePoints().noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c)));
        test(
                registry,
                type,
                "islower",
                text -> text.codePoints().anyMatch(Character::isLowerCase)
                        && text.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c)));
        test(
                registry,
                type,
                "istitle",
                text -> text.codePoints().anyMatch(TextMethods::isCased) && text.equals(titled(text)));
    }

    private static boolean isSuperscript(int c) {
        return c == 0xb2
                || c == 0xb3
                || c == 0xb9
                || (c >= 0x2070 && c <= 0x2089 && c != 0x2071 && Character.getType(c) == Character.OTHER_NUMBER);
    }

    private static void all(Registry registry, ClassObject type, String name, IntPredicate predicate) {
        test(registry, type, name, text -> !text.isEmpty() && text.codePoints().allMatch(predicate));
    }

    private static void test(Registry registry, ClassObject type, String name, Predicate<String> predicate) {
        registry.method(type, name, 0, 0, (runtime, a) -> {
            runtime.charge(text(a).length());
            return predicate.test(text(a));
        });
    }
}
