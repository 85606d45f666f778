package dev.interleave.execution.completion;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.execution.admission.MemoryBudget;
import dev.interleave.execution.checkpoint.Chunks;
import dev.interleave.job.BinaryConverter;
import dev.interleave.job.JobStore;
import dev.interleave.job.ResultReader;
import dev.interleave.job.content.ByteContent;
import dev.interleave.job.content.Content;
import dev.interleave.job.model.InsufficientMemoryException;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.ResultForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/// Converts long results to their binary form, one at a time, in memory of the budget that the jobs share.
/// Thread-safe.
@Component
final class BinaryResultConverter implements BinaryConverter {

    private final JobStore store;
    private final MemoryBudget memoryBudget;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    BinaryResultConverter(JobStore store, MemoryBudget memoryBudget) {
        this.store = store;
        this.memoryBudget = memoryBudget;
    }

    @Override
    public void convert(Job job) {
        oneAtATime.lock();
        try {
            // another request may have converted it meanwhile
            if (!ResultReader.isWhole(store.result(job, ResultForm.BINARY))) {
                convertWithinMemory(job);
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    private void convertWithinMemory(Job job) {
        Content decimal = store.result(job, ResultForm.TEXT);
        long bytes = bytes(decimal.length());
        if (!memoryBudget.tryTake(bytes)) {
            throw new InsufficientMemoryException(job.id());
        }
        try {
            save(job, new ByteContent(magnitude(decimal)));
        } catch (OutOfMemoryError e) {
            throw new InsufficientMemoryException(job.id());
        } finally {
            memoryBudget.release(bytes);
        }
    }

    /// The limbs that are read, what their conversion takes, and the result: eight bytes for 18 digits at most,
    /// twice.
    private static long bytes(long digits) {
        return DecimalNatural.bytesOfConversion(digits) + digits / 18 * 3 * Long.BYTES;
    }

    private static byte[] magnitude(Content decimal) {
        try (InputStream digits = decimal.open(0)) {
            return DecimalNatural.read(digits, decimal.length()).toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void save(Job job, Content magnitude) {
        Chunks.forEach(
                magnitude, (position, piece) -> store.saveResultChunk(job.id(), ResultForm.BINARY, position, piece));
    }
}
