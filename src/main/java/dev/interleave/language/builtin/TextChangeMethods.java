package dev.interleave.language.builtin;

import static dev.interleave.language.value.BuiltinFunction.NEEDS_CODE;

import dev.interleave.language.operation.Characters;
import dev.interleave.language.operation.TextScan;
import dev.interleave.language.operation.TextSearch;
import dev.interleave.language.value.BytesObject;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.Raised;
import dev.interleave.language.value.Types;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// The methods of strings that make another string.
@SuppressWarnings("NullAway") // an argument that was left out is null
final class TextChangeMethods {

    private static final int MAX_JOINED = 5_000;
    private static final int MAX_LENGTH = 4 << 20;
    private static final int SHORT = 8_192;

    private TextChangeMethods() {}

    static void register(Registry registry, ClassObject type) {
        registry.method(type, "join", 1, 1, TextChangeMethods::join)
                .method(type, "replace", 2, 3, TextChangeMethods::replace)
                .method(
                        type,
                        "lower",
                        0,
                        0,
                        (runtime, a) -> mapped(runtime, TextMethods.text(a), part -> part.toLowerCase(Locale.ROOT)))
                .method(
                        type,
                        "upper",
                        0,
                        0,
                        (runtime, a) -> mapped(runtime, TextMethods.text(a), part -> part.toUpperCase(Locale.ROOT)))
                .method(
                        type,
                        "casefold",
                        0,
                        0,
                        (runtime, a) -> mapped(
                                runtime,
                                TextMethods.text(a),
                                part -> part.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT)))
                .method(type, "capitalize", 0, 0, (runtime, a) -> {
                    String text = TextMethods.text(a);
                    runtime.charge(text.length());
                    int first = text.isEmpty() ? 0 : Character.charCount(text.codePointAt(0));
                    return title(text.substring(0, first))
                            + text.substring(first).toLowerCase(Locale.ROOT);
                })
                .method(type, "title", 0, 0, (runtime, a) -> titled(runtime, TextMethods.text(a)))
                .method(
                        type,
                        "swapcase",
                        0,
                        0,
                        (runtime, a) -> mapped(runtime, TextMethods.text(a), TextChangeMethods::swapped))
                .method(type, "center", 1, 2, (runtime, a) -> padded(runtime, a, '^'))
                .method(type, "ljust", 1, 2, (runtime, a) -> padded(runtime, a, '<'))
                .method(type, "rjust", 1, 2, (runtime, a) -> padded(runtime, a, '>'))
                .method(type, "zfill", 1, 1, (runtime, a) -> {
                    String text = TextMethods.text(a);
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
                        (runtime, a) -> expanded(
                                runtime, TextMethods.text(a), Math.clamp(Arguments.integer(a[1], 8), 0, MAX_LENGTH)))
                .method(
                        type,
                        "encode",
                        0,
                        List.of("encoding", "errors"),
                        (runtime, a) -> encoded(runtime, TextMethods.text(a), a[1]))
                .method(type, "translate", 1, 1, (_, _) -> NEEDS_CODE)
                .method(type, "format", 0, -1, (_, _) -> NEEDS_CODE)
                .method(type, "format_map", 1, 1, (_, _) -> NEEDS_CODE);
    }

    private static Object join(ProgramRuntime runtime, Object[] a) {
        Object[] items = Arguments.items(a[1]);
        if (items == null || items.length > MAX_JOINED) {
            return NEEDS_CODE;
        }
        String separator = TextMethods.text(a);
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
        String text = TextMethods.text(a);
        String old = TextMethods.argument(a[1]);
        String next = TextMethods.argument(a[2]);
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

    static Object mapped(ProgramRuntime runtime, String text, UnaryOperator<String> mapping) {
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
        String text = TextMethods.text(a);
        String fill = a[2] == null ? " " : TextMethods.argument(a[2]);
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
                : TextMethods.argument(encoding).toLowerCase(Locale.ROOT).replace('_', '-');
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
}
