package dev.interleave.language.value;

/// Integers that are not made anew each time. Static methods only; thread-safe.
public final class SmallIntegers {

    private static final int LEAST = -128;
    private static final int MOST = 1_023;
    private static final Long[] ALL = new Long[MOST - LEAST + 1];

    static {
        for (int i = 0; i < ALL.length; i++) {
            ALL[i] = (long) i + LEAST;
        }
    }

    private SmallIntegers() {}

    /// @param value any
    /// @return the value as an object
    public static Long box(long value) {
        return value >= LEAST && value <= MOST ? ALL[(int) value - LEAST] : Long.valueOf(value);
    }
}
