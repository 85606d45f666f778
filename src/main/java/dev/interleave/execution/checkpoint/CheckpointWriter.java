package dev.interleave.execution.checkpoint;

import dev.interleave.execution.checkpoint.Snapshotter.Snapshot;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.job.JobStore;
import dev.interleave.job.model.CheckpointRef;
import dev.interleave.job.model.Job;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/// Writes checkpoints to the store. Thread-safe. Takes time that grows with the checkpoint, so never call it on
/// the loop thread.
@Component
public final class CheckpointWriter {

    /// Checkpoint numbers have the epoch of the lease above this bit, so that two holders never use the same.
    private static final int EPOCH_SHIFT = 24;

    private final JobStore store;

    public CheckpointWriter(JobStore store) {
        this.store = store;
    }

    /// Keeps a checkpoint, and records it with the job.
    ///
    /// @param running whose lock for saving the caller holds
    /// @param snapshot of it
    /// @param then what else is to become of the job in the same go
    /// @return false if another instance has the job now; then nothing was written
    public boolean save(RunningJob running, Snapshot snapshot, UnaryOperator<Job> then) {
        Job before = running.job();
        Job after = then.apply(write(before, snapshot));
        boolean recorded = store.change(before, after);
        if (recorded) {
            running.saved(after);
        }
        return recorded;
    }

    /// Keeps a checkpoint, which is yet to be recorded with the job.
    ///
    /// @param job running, leased to this instance
    /// @param snapshot of it
    /// @return the job, saved
    public Job write(Job job, Snapshot snapshot) {
        long number = next(job);
        Pieces pieces = new Pieces(job, number);
        try (OutputStream out = new BufferedOutputStream(pieces, JobStore.CHUNK_BYTES)) {
            snapshot.checkpoint().writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return job.saved(snapshot.progress(), new CheckpointRef(number, pieces.written, snapshot.ran()));
    }

    private static long next(Job job) {
        long first = (job.lease().epoch() << EPOCH_SHIFT) + 1;
        return Math.max(first, job.checkpoint().number() + 1);
    }

    /// Cuts what is written into pieces, and keeps each as soon as it is full.
    private final class Pieces extends OutputStream {

        private final Job job;
        private final long number;
        private final byte[] piece = new byte[JobStore.CHUNK_BYTES];
        private int filled;
        private int position;
        private long written;

        private Pieces(Job job, long number) {
            this.job = job;
            this.number = number;
        }

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            int from = offset;
            for (int left = count; left > 0; ) {
                int part = Math.min(left, piece.length - filled);
                System.arraycopy(bytes, from, piece, filled, part);
                filled += part;
                from += part;
                left -= part;
                if (filled == piece.length) {
                    keep();
                }
            }
        }

        @Override
        public void close() {
            if (filled > 0) {
                keep();
            }
        }

        private void keep() {
            byte[] full = new byte[filled];
            System.arraycopy(piece, 0, full, 0, filled);
            store.saveCheckpointChunk(job, number, position++, full);
            written += filled;
            filled = 0;
        }
    }
}
