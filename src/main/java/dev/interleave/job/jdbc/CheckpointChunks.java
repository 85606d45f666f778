package dev.interleave.job.jdbc;

import dev.interleave.job.content.Content;
import dev.interleave.job.model.Job;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Checkpoints, cut into pieces.
@Component
final class CheckpointChunks {

    private final JdbcClient jdbc;

    CheckpointChunks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Fenced: an instance that has lost the job writes nothing.
    int save(Job job, long checkpoint, int position, byte[] piece) {
        return jdbc.sql("""
                        INSERT INTO checkpoint_piece (job_id, checkpoint, position, bytes)
                        SELECT id, ?, ?, ? FROM job WHERE id = ? AND instance = ? AND epoch = ? AND state = 'RUNNING'
                        ON CONFLICT (job_id, checkpoint, position) DO UPDATE SET bytes = excluded.bytes""")
                .params(
                        checkpoint,
                        position,
                        piece,
                        job.id().toString(),
                        job.lease().instance(),
                        job.lease().epoch())
                .update();
    }

    Content read(UUID id, long checkpoint, long length) {
        return new ChunkedContent(
                length,
                position -> jdbc.sql("""
                                SELECT bytes FROM checkpoint_piece
                                WHERE job_id = ? AND checkpoint = ? AND position = ?""")
                        .params(id.toString(), checkpoint, position)
                        .query((row, _) -> row.getBytes("bytes"))
                        .optional()
                        .orElse(new byte[0]));
    }

    void keepOnly(Job job) {
        jdbc.sql("DELETE FROM checkpoint_piece WHERE job_id = ? AND checkpoint <> ?")
                .params(job.id().toString(), job.checkpoint().number())
                .update();
    }

    void delete(Job job) {
        jdbc.sql("DELETE FROM checkpoint_piece WHERE job_id = ?")
                .param(job.id().toString())
                .update();
    }
}
