package dev.interleave.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.arithmetic.transform.Butterflies;
import dev.interleave.arithmetic.transform.PrimeField;
import dev.interleave.arithmetic.transform.Radix;
import dev.interleave.arithmetic.transform.Residues;
import dev.interleave.arithmetic.transform.TransformShape;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The inner loops at the limits of their documented ranges.
class KernelRangesTest {

    private static final List<PrimeField> FIELDS = List.of(PrimeField.FIRST, PrimeField.SECOND, PrimeField.THIRD);

    private final Random random = new Random(7);

    @Test
    void moduliArePrimesOfTheRequiredForm() {
        for (PrimeField field : FIELDS) {
            assertThat(BigInteger.valueOf(field.modulus).isProbablePrime(100)).isTrue();
            assertThat((field.modulus - 1) % (3L << PrimeField.TWO_ADICITY)).isZero();
            assertThat(field.modulus).isLessThan(1L << 50);
            assertThat(field.power(field.root(1L << 26), 1L << 25)).isEqualTo(-1);
            assertThat(field.power(field.root(3), 3)).isEqualTo(1);
            assertThat(field.root(3)).isNotEqualTo(1);
        }
    }

    /// Up to `|a| = 8p` and `|b| = p/2`, the largest values allowed.
    @Test
    void multipliesExactlyWithinBounds() {
        for (PrimeField field : FIELDS) {
            long p = field.modulus;
            for (int i = 0; i < 200_000; i++) {
                long a = i % 3 == 0 ? 8 * p - random.nextInt(4) : random.nextLong(-8 * p, 8 * p);
                long b = i % 5 == 0 ? p / 2 - random.nextInt(4) : random.nextLong(-p / 2, p / 2);
                double product = PrimeField.multiply((double) a, (double) b, field.p, field.inverse);
                assertThat(Math.abs(product)).isLessThanOrEqualTo(2 * field.p);
                assertThat(residue((long) product, p))
                        .isEqualTo(BigInteger.valueOf(a)
                                .multiply(BigInteger.valueOf(b))
                                .mod(BigInteger.valueOf(p))
                                .longValue());
            }
        }
    }

    @Test
    void reducesExactlyWithinBounds() {
        for (PrimeField field : FIELDS) {
            for (int i = 0; i < 100_000; i++) {
                double a = (double) (i % 7 == 0 ? (1L << 61) - (i + 1L) * 256 : random.nextLong(1L << 53));
                double reduced = PrimeField.reduce(a, field.p, field.inverse);
                assertThat(Math.abs(reduced)).isLessThanOrEqualTo(field.p / 2 + 512);
                assertThat(residue((long) reduced, field.modulus)).isEqualTo((long) a % field.modulus);
            }
        }
    }

    @Test
    void butterfliesStayWithinBounds() {
        int n = 4_096;
        for (PrimeField field : FIELDS) {
            double p = field.p;
            double w = Math.floor(p / 2);
            double[] x = rows(n, 2.2 * p);
            double[] y = rows(n, 2.2 * p);
            Butterflies.forwardReducing(x, y, 0, n, w, p, field.inverse);
            assertThat(largest(x, y)).isLessThan(1.42 * p);
            x = rows(n, 1.42 * p);
            y = rows(n, 1.42 * p);
            Butterflies.forward(x, y, 0, n, w, p, field.inverse);
            assertThat(largest(x, y)).isLessThan(2.2 * p);
            x = rows(n, 2 * p);
            y = rows(n, 2 * p);
            Butterflies.backward(x, y, 0, n, w, p, field.inverse);
            assertThat(largest(x)).isLessThanOrEqualTo(4 * p);
            assertThat(largest(y)).isLessThan(1.26 * p);
            x = rows(n, 4 * p);
            y = rows(n, 4 * p);
            Butterflies.backwardReducing(x, y, 0, n, w, p, field.inverse);
            assertThat(largest(x, y)).isLessThanOrEqualTo(2 * p);
        }
    }

    @Test
    void recombinesResiduesOfTheLargestSum() {
        recombines(Radix.DECIMAL);
        recombines(Radix.BINARY);
    }

    private void recombines(Radix radix) {
        BigInteger base = BigInteger.valueOf(radix.base);
        BigInteger largest = base.subtract(BigInteger.ONE).pow(2).shiftLeft(TransformShape.MAX_BITS - 1);
        BigInteger[] sums = {largest, BigInteger.ZERO, BigInteger.ONE, base.pow(2), base.subtract(BigInteger.ONE)};
        for (BigInteger sum : sums) {
            assertThat(recombined(sum, radix)).isEqualTo(sum);
        }
        for (int i = 0; i < 10_000; i++) {
            BigInteger sum = new BigInteger(144, random);
            assertThat(recombined(sum, radix)).isEqualTo(sum);
        }
    }

    @Test
    void multipliesTheLargestColumns() {
        int n = Comba.MAX_TERMS;
        long[] nines = new long[n];
        Arrays.fill(nines, DecimalNatural.BASE - 1);
        long[] product = new long[2 * n];
        Comba.multiply(nines, n, nines, n, product);

        assertThat(DecimalNatural.of(product, 2 * n).toBigInteger())
                .isEqualTo(DecimalNatural.of(nines, n).toBigInteger().pow(2));
    }

    private BigInteger recombined(BigInteger sum, Radix radix) {
        double[][] residues = new double[3][1];
        for (int k = 0; k < 3; k++) {
            long p = FIELDS.get(k).modulus;
            long residue = sum.mod(BigInteger.valueOf(p)).longValue();
            residues[k][0] = (double) (residue + p * random.nextInt(-1, 2)); // any of the same class, up to 2p
        }
        long[][] digits = new long[3][1];
        Residues.mixedRadix(residues[0], residues[1], residues[2], 1);
        Residues.split(residues[0], residues[1], residues[2], digits[0], digits[1], digits[2], 1, radix);
        double base = (double) radix.base;
        assertThat(Math.abs((double) digits[0][0])).isLessThan(1.6 * base);
        assertThat(Math.abs((double) digits[1][0])).isLessThan(0.8 * base);
        assertThat(Math.abs(digits[2][0])).isLessThan(1L << 30);
        BigInteger b = BigInteger.valueOf(radix.base);
        return BigInteger.valueOf(digits[2][0])
                .multiply(b)
                .add(BigInteger.valueOf(digits[1][0]))
                .multiply(b)
                .add(BigInteger.valueOf(digits[0][0]));
    }

    private double[] rows(int n, double bound) {
        double[] row = new double[n];
        for (int j = 0; j < n; j++) {
            row[j] = switch (j % 4) {
                case 0 -> Math.floor(bound) - random.nextInt(3);
                case 1 -> -Math.floor(bound) + random.nextInt(3);
                default -> Math.rint((2 * random.nextDouble() - 1) * bound);
            };
        }
        return row;
    }

    private static double largest(double[]... rows) {
        return Arrays.stream(rows)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElseThrow();
    }

    private static long residue(long value, long p) {
        return Math.floorMod(value, p);
    }
}
