package dev.interleave.language.value;

/// Strings of one character, of which the small ones are shared.
public final class Texts {

    private static final String[] SMALL = new String[256];

    static {
        for (int i = 0; i < SMALL.length; i++) {
            SMALL[i] = String.valueOf((char) i).intern();
        }
    }

    private Texts() {}

    /// @param c a character
    /// @return a string of it
    public static String ofCharacter(char c) {
        return c < SMALL.length ? SMALL[c] : String.valueOf(c);
    }

    /// @param codePoint a character
    /// @return a string of it
    public static String ofCodePoint(int codePoint) {
        return codePoint < SMALL.length ? SMALL[codePoint] : Character.toString(codePoint);
    }
}
