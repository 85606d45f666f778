package dev.interleave.execution;

import dev.interleave.job.Content;
import dev.interleave.job.JobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Cuts content into pieces of [JobStore#PIECE_BYTES], one of which is in memory at a time.
final class Pieces {

    /// Takes one piece after the other.
    interface Consumer {

        /// @param position 0 for the first piece, then 1 and so on
        /// @param bytes of the piece
        void accept(int position, byte[] bytes);
    }

    private Pieces() {}

    static void forEach(Content content, Consumer consumer) {
        try (InputStream bytes = content.open(0)) {
            int position = 0;
            for (long left = content.length(); left > 0; left -= JobStore.PIECE_BYTES) {
                consumer.accept(position++, bytes.readNBytes(JobStore.PIECE_BYTES));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
