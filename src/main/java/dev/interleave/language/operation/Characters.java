package dev.interleave.language.operation;

import dev.interleave.language.value.ProgramRuntime;

/// Positions in strings, which programs count in code points and Java in UTF-16 units. Static methods only.
@SuppressWarnings("ReferenceEquality") // values are compared by identity
public final class Characters {

    private static final int SHORT = 64;
    private static final ThreadLocal<String[]> PLAIN = ThreadLocal.withInitial(() -> new String[8]);

    private Characters() {}

    /// @param runtime of the program
    /// @param text any
    /// @return whether both counts agree; takes time proportional to the length when asked first
    public static boolean isPlain(ProgramRuntime runtime, String text) {
        if (text.length() <= SHORT) {
            return scan(text);
        }
        String[] known = PLAIN.get();
        int slot = (System.identityHashCode(text) >>> 3) & (known.length - 1);
        if (known[slot] == text) {
            return true;
        }
        runtime.delay(text.length() >> 3);
        boolean isPlain = scan(text);
        if (isPlain) {
            known[slot] = text;
        }
        return isPlain;
    }

    private static boolean scan(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// @param text any
    /// @return its length in code points
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    static String slice(String text, boolean isPlain, Subscripts.Bounds bounds) {
        int start = (int) bounds.start();
        if (isPlain && bounds.step() == 1) {
            return text.substring(start, start + bounds.count());
        }
        if (bounds.step() == 1) {
            int from = text.offsetByCodePoints(0, start);
            return text.substring(from, text.offsetByCodePoints(from, bounds.count()));
        }
        var builder = new StringBuilder(bounds.count());
        int[] points = isPlain ? null : text.codePoints().toArray();
        for (int i = 0; i < bounds.count(); i++) {
            int at = (int) (start + i * bounds.step());
            builder.appendCodePoint(points == null ? text.charAt(at) : points[at]);
        }
        return builder.toString();
    }
}
