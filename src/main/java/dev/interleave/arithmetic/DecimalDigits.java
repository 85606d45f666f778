package dev.interleave.arithmetic;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Writes limbs in base 10¹⁸ as decimal digits in ASCII.
///
/// Eight digits are made at a time, in one word: a number below 10⁸ is split into two of four digits, both of
/// these into two of two, and all four into two of one, in lanes of 32, 16 and 8 bits. The divisions by 100 and
/// 10 are multiplications: `⌊x * 10486 / 2²⁰⌋ = ⌊x / 100⌋` for all `x < 10⁴`, `⌊x * 103 / 2¹⁰⌋ = ⌊x / 10⌋` for
/// all `x < 100`, and no product leaves its lane.
final class DecimalDigits {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long TEN_10 = 10_000_000_000L;

    private DecimalDigits() {}

    /// Writes a limb with all its leading zeros.
    ///
    /// @param limb from 0 to 10¹⁸ - 1
    /// @param into where to
    /// @param at the place of the first of 18 digits
    static void write(long limb, byte[] into, int at) {
        long upper = limb / TEN_10;
        long rest = limb - upper * TEN_10;
        int middle = (int) (rest / 100);
        int lower = (int) (rest - middle * 100L);
        WORD.set(into, at, eight((int) upper));
        WORD.set(into, at + 8, eight(middle));
        into[at + 16] = (byte) ('0' + lower / 10);
        into[at + 17] = (byte) ('0' + lower % 10);
    }

    /// @return eight digits in ASCII, the first one in the lowest byte
    private static long eight(int number) {
        long fours = number / 10_000 | ((long) (number % 10_000) << 32);
        long hundreds = ((fours * 10_486) >>> 20) & 0x0000_007f_0000_007fL;
        long twos = hundreds | ((fours - 100 * hundreds) << 16);
        long tens = ((twos * 103) >>> 10) & 0x000f_000f_000f_000fL;
        return (tens | ((twos - 10 * tens) << 8)) + 0x3030_3030_3030_3030L;
    }
}
