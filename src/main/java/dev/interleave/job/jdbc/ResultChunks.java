package dev.interleave.job.jdbc;

import dev.interleave.job.JobStore;
import dev.interleave.job.content.Content;
import dev.interleave.job.model.ResultForm;
import java.io.ByteArrayOutputStream;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Long results, cut into pieces.
@Component
final class ResultChunks {

    /// So many downloads at a time may hold a connection to the database. However many clients download, others
    /// find a connection for what takes a moment.
    private static final int READERS = 3;

    private final JdbcClient jdbc;
    private final Semaphore readers = new Semaphore(READERS, true);

    ResultChunks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    int save(UUID id, ResultForm form, int position, byte[] piece) {
        return jdbc.sql("""
                        INSERT INTO result_piece (job_id, form, position, bytes) VALUES (?, ?, ?, ?)
                        ON CONFLICT (job_id, form, position) DO UPDATE SET bytes = excluded.bytes""").params(id.toString(), form.name(), position, piece).update();
    }

    void deleteAll(UUID id) {
        jdbc.sql("DELETE FROM result_piece WHERE job_id = ?")
                .param(id.toString())
                .update();
    }

    Content read(UUID id, ResultForm form, long length) {
        return new ChunkedContent(length, position -> readInTurn(id, form, position));
    }

    byte[] readAll(UUID id, ResultForm form) {
        var all = new ByteArrayOutputStream();
        int position = 0;
        byte[] piece;
        do {
            piece = readInTurn(id, form, position++);
            all.writeBytes(piece);
        } while (piece.length == JobStore.CHUNK_BYTES);
        return all.toByteArray();
    }

    private byte[] readInTurn(UUID id, ResultForm form, int position) {
        readers.acquireUninterruptibly();
        try {
            return jdbc.sql("SELECT bytes FROM result_piece WHERE job_id = ? AND form = ? AND position = ?")
                    .params(id.toString(), form.name(), position)
                    .query((row, _) -> row.getBytes("bytes"))
                    .optional()
                    .orElse(new byte[0]);
        } finally {
            readers.release();
        }
    }

    void delete(UUID id) {
        jdbc.sql("DELETE FROM result_piece WHERE job_id = ?")
                .param(id.toString())
                .update();
    }
}
