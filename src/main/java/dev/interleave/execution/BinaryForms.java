package dev.interleave.execution;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.job.BinaryConverter;
import dev.interleave.job.ByteContent;
import dev.interleave.job.Content;
import dev.interleave.job.Job;
import dev.interleave.job.JobStore;
import dev.interleave.job.ResultForm;
import dev.interleave.job.Results;
import dev.interleave.rest.ProblemException;
import dev.interleave.rest.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/// Makes the binary form of long results, one at a time, in memory that is taken from what the jobs share.
/// Thread-safe.
@Component
final class BinaryForms implements BinaryConverter {

    private final JobStore store;
    private final Admission admission;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    BinaryForms(JobStore store, Admission admission) {
        this.store = store;
        this.admission = admission;
    }

    @Override
    public void convert(Job job) {
        oneAtATime.lock();
        try {
            // somebody else may have made it meanwhile
            if (!Results.isWhole(store.result(job, ResultForm.BINARY))) {
                convertWithinMemory(job);
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    private void convertWithinMemory(Job job) {
        Content decimal = store.result(job, ResultForm.DECIMAL);
        long bytes = bytes(decimal.length());
        if (!admission.tryTake(bytes)) {
            throw tooMuch();
        }
        try {
            save(job, new ByteContent(magnitude(decimal)));
        } catch (OutOfMemoryError e) {
            throw tooMuch();
        } finally {
            admission.release(bytes);
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

    private static ProblemException tooMuch() {
        return new ProblemException(
                ProblemType.UNAVAILABLE,
                "There is not enough memory to convert this result to binary. Ask for its decimal digits, or try "
                        + "again when fewer jobs run.");
    }

    private void save(Job job, Content magnitude) {
        Pieces.forEach(
                magnitude, (position, piece) -> store.saveResultPiece(job.id(), ResultForm.BINARY, position, piece));
    }
}
