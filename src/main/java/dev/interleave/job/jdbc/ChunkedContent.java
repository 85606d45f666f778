package dev.interleave.job.jdbc;

import dev.interleave.job.JobStore;
import dev.interleave.job.content.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntFunction;

/// A result that is read piece by piece, each in a short query of its own, so that a slow reader holds neither
/// a connection nor more than one piece.
///
/// @param length of all pieces together
/// @param piece reads a piece by its position
record ChunkedContent(long length, IntFunction<byte[]> piece) implements Content {

    @Override
    public InputStream open(long from) {
        return new PieceStream(from);
    }

    private final class PieceStream extends InputStream {

        private long at;
        private InputStream current = InputStream.nullInputStream();

        private PieceStream(long from) {
            this.at = from;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            if (at >= length || count == 0) {
                return count == 0 ? 0 : -1;
            }
            if (current.available() == 0) {
                current = open(at);
            }
            int read = current.read(bytes, offset, count);
            at += read;
            return read;
        }

        private InputStream open(long from) throws IOException {
            byte[] bytes = piece.apply(Math.toIntExact(from / JobStore.CHUNK_BYTES));
            int skipped = (int) (from % JobStore.CHUNK_BYTES);
            if (skipped >= bytes.length) {
                throw new IOException("a piece of the result is missing");
            }
            return new ByteArrayInputStream(bytes, skipped, bytes.length - skipped);
        }
    }
}
