package dev.interleave.arithmetic;

import java.util.function.LongConsumer;

/// The primes up to a limit, found by the sieve of Eratosthenes in pieces. Only odd numbers are kept, a bit
/// each: bit `i` stands for `2*i + 1`. Not thread-safe.
public final class PrimeSieve {

    /// How many words of the bit set are looked at in one piece: 2¹⁷ numbers.
    private static final int PIECE = 1024;

    private static final int NUMBERS_PER_WORD = 2 * Long.SIZE;

    private final long[] composite;
    private final int[] small;
    private int sieved;

    /// @param limit at least 2
    public PrimeSieve(long limit) {
        this.composite = new long[Math.toIntExact(limit / NUMBERS_PER_WORD + 1)];
        this.small = oddPrimes((int) Math.sqrt((double) limit) + 1);
    }

    /// @return how many pieces [#sieve()] has to be called for
    int pieces() {
        return (composite.length + PIECE - 1) / PIECE;
    }

    public boolean isDone() {
        return sieved == pieces();
    }

    /// Crosses out the multiples of small primes in the next piece.
    ///
    /// @return about how many nanoseconds that takes
    public int sieve() {
        long firstBit = (long) sieved * PIECE * Long.SIZE;
        int words = Math.min(PIECE, composite.length - sieved * PIECE);
        long endBit = firstBit + (long) words * Long.SIZE;
        for (int p : small) {
            long bit = firstMultiple(p, firstBit);
            for (; bit < endBit; bit += p) {
                composite[(int) (bit >> 6)] |= 1L << bit;
            }
        }
        if (sieved == 0) {
            composite[0] |= 1; // the number 1
        }
        sieved++;
        return words * 150 + small.length * 2;
    }

    /// @return how much work all of sieving is, in nanoseconds about
    public long units() {
        return composite.length * 150L + (long) pieces() * small.length * 2;
    }

    /// @return how many pieces the primes up to a bound come in
    public int piecesUpTo(long bound) {
        return (int) (bound / ((long) PIECE * NUMBERS_PER_WORD)) + 1;
    }

    /// @return how much work it is to go through one piece of the primes up to a bound, in nanoseconds about
    public int unitsOfReading(long bound) {
        return (int) Math.min(bound, (long) PIECE * NUMBERS_PER_WORD) / 2 + 100;
    }

    /// Names the odd primes of one piece, in order.
    ///
    /// @param piece from 0 on
    /// @param bound no larger ones
    /// @param consumer called with each
    public void forEach(int piece, long bound, LongConsumer consumer) {
        int end = Math.min(composite.length, (piece + 1) * PIECE);
        for (int i = piece * PIECE; i < end; i++) {
            for (long left = ~composite[i]; left != 0; left &= left - 1) {
                long p = (long) i * NUMBERS_PER_WORD + 2L * Long.numberOfTrailingZeros(left) + 1;
                if (p > bound) {
                    return;
                }
                consumer.accept(p);
            }
        }
    }

    /// The bit of the first odd multiple of `p` that is at least `p²` and not below the piece.
    private static long firstMultiple(int p, long firstBit) {
        long square = (long) p * p / 2;
        if (square >= firstBit) {
            return square;
        }
        long beyond = (firstBit - square) % p;
        return beyond == 0 ? firstBit : firstBit + p - beyond;
    }

    private static int[] oddPrimes(int bound) {
        return java.util.stream.IntStream.rangeClosed(3, bound)
                .filter(n -> n % 2 == 1 && isPrime(n))
                .toArray();
    }

    private static boolean isPrime(int n) {
        for (int d = 3; d * d <= n; d += 2) {
            if (n % d == 0) {
                return false;
            }
        }
        return true;
    }
}
