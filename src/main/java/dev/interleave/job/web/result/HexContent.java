package dev.interleave.job.web.result;

import dev.interleave.job.content.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;

/// A magnitude in hex digits, without leading zeros; made from the bytes as they are read.
///
/// @param binary the bytes, the highest first
/// @param length how many digits there are: one or two of the first byte, two of each other
record HexContent(Content binary, long length) implements Content {

    static HexContent of(Content binary, long bits) {
        return new HexContent(binary, Math.max(1, (bits + 3) / 4));
    }

    @Override
    public InputStream open(long from) {
        long leadingZeros = 2 * binary.length() - length;
        long first = from + leadingZeros;
        return new HexStream(binary.open(Math.min(first / 2, binary.length())), first % 2 == 1);
    }

    private static final class HexStream extends InputStream {

        private static final HexFormat HEX = HexFormat.of();

        private final InputStream bytes;
        private final byte[] buffer = new byte[8 * 1024];
        private boolean skipHigh;
        private int low = -1;

        private HexStream(InputStream bytes, boolean skipHigh) {
            this.bytes = bytes;
            this.skipHigh = skipHigh;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            if (count == 0) {
                return 0;
            }
            int at = offset;
            if (low >= 0) {
                target[at++] = (byte) low;
                low = -1;
            }
            int wanted = Math.min(buffer.length, (offset + count - at + 1) / 2);
            int read = wanted == 0 ? 0 : bytes.read(buffer, 0, wanted);
            for (int i = 0; i < read; i++) {
                at = put(target, at, offset + count, buffer[i]);
            }
            return at == offset ? -1 : at - offset;
        }

        private int put(byte[] target, int start, int end, byte value) {
            int at = start;
            if (!skipHigh) {
                target[at++] = (byte) HEX.toHighHexDigit(value);
            }
            skipHigh = false;
            if (at < end) {
                target[at++] = (byte) HEX.toLowHexDigit(value);
            } else {
                low = HEX.toLowHexDigit(value);
            }
            return at;
        }

        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }
}
