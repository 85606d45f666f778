package dev.interleave.arithmetic.transform;

/// How a sequence is laid out as a matrix to be transformed: element `r * columns + c` is in row `r`, column
/// `c`.
///
/// The number of columns is a power of two, and the number of rows a power of two or three times one. Both are
/// about the square root of the length.
///
/// @param odd 1 or 3: the odd factor of the number of rows
/// @param rowBits the power of two in the number of rows, as an exponent
/// @param columnBits the number of columns, as an exponent
public record TransformShape(int odd, int rowBits, int columnBits) {

    private static final int MIN_BITS = 6;
    private static final int MIN_BITS_OF_THREE = 9;

    /// The longest transform, which gives all bounds of this package.
    public static final int MAX_BITS = 26;

    /// @param length at least 1
    /// @return the shortest shape that is at least as long
    /// @throws IllegalArgumentException if the longest one is too short
    static TransformShape atLeast(int length) {
        int bits = Math.max(MIN_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(length - 1));
        if (bits > MAX_BITS) {
            throw new IllegalArgumentException("no transform is as long as " + length);
        }
        boolean threeFit = bits >= MIN_BITS_OF_THREE && 3 << (bits - 2) >= length;
        return threeFit ? new TransformShape(3, bits / 2 - 2, bits - bits / 2) : ofPowerOfTwo(bits);
    }

    private static TransformShape ofPowerOfTwo(int bits) {
        return new TransformShape(1, bits / 2, bits - bits / 2);
    }

    int rows() {
        return odd << rowBits;
    }

    int columns() {
        return 1 << columnBits;
    }

    int length() {
        return rows() << columnBits;
    }

    /// Rows of a block that is transformed along the rows: a divisor of all rows.
    int lanes(int most) {
        int blocks = (rows() + most - 1) / most;
        return rows() / blocks;
    }

    /// @return how much work it is to load a sequence and transform it one way, in units, about
    long units() {
        int passes = (rowBits + 1) / 2 + (columnBits + 1) / 2 + (odd == 3 ? 2 : 0);
        return (long) ((4.5 + passes) * length());
    }
}
