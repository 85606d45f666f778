package dev.interleave.language.builtin;

import dev.interleave.language.operation.Characters;
import dev.interleave.language.operation.TextSearch;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;

/// The methods of strings that search.
@SuppressWarnings("NullAway") // an argument that was left out is null
final class TextSearchMethods {

    private TextSearchMethods() {}

    static void register(Registry registry, ClassObject type) {
        registry.method(type, "find", 1, 3, (runtime, a) -> find(runtime, a, false, false))
                .method(type, "rfind", 1, 3, (runtime, a) -> find(runtime, a, true, false))
                .method(type, "index", 1, 3, (runtime, a) -> find(runtime, a, false, true))
                .method(type, "rindex", 1, 3, (runtime, a) -> find(runtime, a, true, true))
                .method(type, "count", 1, 3, TextSearchMethods::count)
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
        String text = TextMethods.text(a);
        String part = TextMethods.argument(a[1]);
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
        String text = TextMethods.text(a);
        String part = TextMethods.argument(a[1]);
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
        String text = TextMethods.text(a);
        int[] region = region(runtime, text, a[2], a[3]);
        String searched = region == null ? null : text.substring(region[0], region[1]);
        runtime.charge(searched == null || searched.length() == text.length() ? 1 : searched.length() >> 3);
        if (a[1] instanceof TupleObject tuple) {
            for (Object part : tuple.items) {
                if (searched != null && affix.test(TextMethods.argument(part), searched)) {
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
}
