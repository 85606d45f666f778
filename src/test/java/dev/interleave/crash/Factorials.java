package dev.interleave.crash;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Computes reference values with [BigInteger] and no code of the service. Thread-safe.
final class Factorials {

    private final Map<Integer, String> sums = new ConcurrentHashMap<>();

    /// The SHA-256 of the digits of `n!`, in hex.
    String sha256(int n) {
        return sums.computeIfAbsent(n, _ -> hash(digits(n)));
    }

    String digits(int n) {
        return product(1, n).toString();
    }

    /// The product of the numbers from `from` to `to`; 1 if there are none.
    private static BigInteger product(int from, int to) {
        if (to - from < 8) {
            BigInteger product = BigInteger.ONE;
            for (int factor = from; factor <= to; factor++) {
                product = product.multiply(BigInteger.valueOf(factor));
            }
            return product;
        }
        int middle = (from + to) >>> 1;
        return product(from, middle).multiply(product(middle + 1, to));
    }

    private static String hash(String digits) {
        try {
            byte[] bytes = digits.getBytes(StandardCharsets.US_ASCII);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
