package dev.interleave.job.jdbc;

import dev.interleave.job.Content;
import dev.interleave.job.ResultForm;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Long results, cut into pieces.
@Component
final class ResultPieces {

    private final JdbcClient jdbc;

    ResultPieces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    int save(UUID id, ResultForm form, int position, byte[] piece) {
        return jdbc.sql("""
                        INSERT INTO result_piece (job_id, form, position, bytes) VALUES (?, ?, ?, ?)
                        ON CONFLICT (job_id, form, position) DO UPDATE SET bytes = excluded.bytes""").params(id.toString(), form.name(), position, piece).update();
    }

    Content read(UUID id, ResultForm form, long length) {
        return new PieceContent(
                length,
                position -> jdbc.sql("SELECT bytes FROM result_piece WHERE job_id = ? AND form = ? AND position = ?")
                        .params(id.toString(), form.name(), position)
                        .query((row, _) -> row.getBytes("bytes"))
                        .optional()
                        .orElse(new byte[0]));
    }

    void delete(UUID id) {
        jdbc.sql("DELETE FROM result_piece WHERE job_id = ?")
                .param(id.toString())
                .update();
    }
}
