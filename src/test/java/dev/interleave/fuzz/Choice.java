package dev.interleave.fuzz;

import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/// Chance that can be had again. For one thread.
///
/// @param random seeded
record Choice(Random random) {

    static Choice of(long seed, int number) {
        // neighbouring seeds of Random begin alike
        return new Choice(new Random(new SplittableRandom(seed * 1_000_003 + number).nextLong()));
    }

    /// @return whether one of so many was drawn
    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T from(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    @SafeVarargs
    final <T> T from(T... values) {
        return values[random.nextInt(values.length)];
    }

    /// Text of up to so many characters of Unicode, some of them odd.
    String text(int longest) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(longest + 1); i > 0; i--) {
            text.appendCodePoint(codePoint());
        }
        return text.toString();
    }

    private int codePoint() {
        return switch (random.nextInt(10)) {
            case 0 -> random.nextInt(0x20);
            case 1 -> 0x80 + random.nextInt(0x700);
            case 2 -> 0x1_F300 + random.nextInt(0x200);
            case 3 -> from(0x7F, 0xA0, 0x200B, 0x202E, 0xFEFF, 0xFFFD, 0xFFFF, 0x10_FFFF);
            default -> 0x20 + random.nextInt(0x5F);
        };
    }
}
