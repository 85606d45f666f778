package dev.interleave.language.operation;

import dev.interleave.arithmetic.limb.LimbRow;
import dev.interleave.arithmetic.limb.Limbs;
import dev.interleave.arithmetic.sliced.SlicedOperation;
import dev.interleave.arithmetic.transform.Radix;
import dev.interleave.arithmetic.transform.TransformProduct;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// The product of two long integers, in slices. Not thread-safe.
@SuppressWarnings("ReferenceEquality") // values are compared by identity
final class LongProduct implements SlicedOperation<Object> {

    private static final int LIMB_BITS = 60;
    private static final int LINEAR_UNITS_PER_BYTE = 1;

    private final boolean isNegative;
    private final TransformProduct<Limbs> product;
    private final int bytes;
    private @Nullable Object result;

    LongProduct(BigInteger a, BigInteger b) {
        BigInteger longer = a.bitLength() >= b.bitLength() ? a : b;
        BigInteger shorter = longer == a ? b : a;
        isNegative = a.signum() != b.signum();
        LimbRow x = row(longer.abs());
        LimbRow y = longer.abs().equals(shorter.abs()) ? x : row(shorter.abs());
        product = new TransformProduct<>(x, y, Radix.BINARY, (limbs, _) -> limbs);
        bytes = (int) Math.min((a.bitLength() + (long) b.bitLength()) >> 3, MAX_UNITS / LINEAR_UNITS_PER_BYTE);
    }

    @Override
    public int advance() {
        if (!product.isDone()) {
            return product.advance();
        }
        BigInteger value = value(product.result());
        result = Integers.normalized(isNegative ? value.negate() : value);
        return Math.max(1, bytes * LINEAR_UNITS_PER_BYTE);
    }

    @Override
    public boolean isDone() {
        return result != null;
    }

    @Override
    public Object result() {
        if (result == null) {
            throw new IllegalStateException("not done");
        }
        return result;
    }

    private static LimbRow row(BigInteger value) {
        byte[] octets = value.toByteArray();
        int count = (int) ((octets.length * 8L + LIMB_BITS - 1) / LIMB_BITS);
        var limbs = new Limbs(Math.max(1, count));
        long low = 0;
        int bits = 0;
        int limb = 0;
        for (int i = octets.length - 1; i >= 0; i--) {
            long octet = octets[i] & 0xff;
            low |= octet << bits;
            bits += 8;
            if (bits >= LIMB_BITS) {
                limbs.set(limb++, low & ((1L << LIMB_BITS) - 1));
                bits -= LIMB_BITS;
                low = octet >>> (8 - bits);
            }
        }
        if (limb < limbs.length()) {
            limbs.set(limb, low);
        }
        return LimbRow.of(limbs);
    }

    private static BigInteger value(Limbs limbs) {
        byte[] octets = new byte[(int) ((limbs.length() * (long) LIMB_BITS + 7) / 8) + 8];
        int at = octets.length - 1;
        long low = 0;
        int bits = 0;
        for (int i = 0; i < limbs.length(); i++) {
            long limb = limbs.get(i);
            low |= limb << bits;
            int have = bits + LIMB_BITS;
            long rest = bits == 0 ? 0 : limb >>> (Long.SIZE - bits);
            int whole = Math.min(have, Long.SIZE) / 8;
            for (int k = 0; k < whole; k++) {
                octets[at--] = (byte) low;
                low >>>= 8;
            }
            if (whole == Long.BYTES) {
                low = rest;
            }
            bits = have - whole * 8;
        }
        while (bits > 0) {
            octets[at--] = (byte) low;
            low >>>= 8;
            bits -= 8;
        }
        return new BigInteger(1, octets);
    }
}
