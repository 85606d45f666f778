package dev.interleave.execution.completion;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.job.content.Content;
import java.io.InputStream;

/// The decimal digits of a number, converted as they are read. Immutable.
///
/// @param number whose digits they are
record DecimalContent(DecimalNatural number) implements Content {

    @Override
    public long length() {
        return number.digitCount();
    }

    @Override
    public InputStream open(long from) {
        return new InputStream() {

            private final long length = number.digitCount();
            private long at = from;

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0];
            }

            @Override
            public int read(byte[] into, int offset, int count) {
                int part = (int) Math.min(count, length - at);
                if (part <= 0) {
                    return count == 0 ? 0 : -1;
                }
                number.digits(at, into, offset, part);
                at += part;
                return part;
            }
        };
    }
}
