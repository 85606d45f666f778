package dev.interleave.execution.checkpoint;

import dev.interleave.job.JobStore;
import dev.interleave.job.content.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Cuts content into chunks of [JobStore#CHUNK_BYTES], one of which is in memory at a time.
public final class Chunks {

    /// Takes one piece after the other.
    public interface Consumer {

        /// @param position 0 for the first piece, then 1 and so on
        /// @param bytes of the piece
        void accept(int position, byte[] bytes);
    }

    private Chunks() {}

    public static void forEach(Content content, Consumer consumer) {
        try (InputStream bytes = content.open(0)) {
            int position = 0;
            for (long left = content.length(); left > 0; left -= JobStore.CHUNK_BYTES) {
                consumer.accept(position++, bytes.readNBytes(JobStore.CHUNK_BYTES));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
