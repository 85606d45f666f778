package dev.interleave.execution;

import dev.interleave.arithmetic.BinaryNatural;
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

/// Makes the binary form of long results, one at a time. Thread-safe.
@Component
final class BinaryForms implements BinaryConverter {

    private final JobStore store;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    BinaryForms(JobStore store) {
        this.store = store;
    }

    @Override
    public void convert(Job job) {
        oneAtATime.lock();
        try {
            // somebody else may have made it meanwhile
            if (!Results.isWhole(store.result(job, ResultForm.BINARY))) {
                save(job, new ByteContent(magnitude(job)));
            }
        } catch (OutOfMemoryError e) {
            throw new ProblemException(
                    ProblemType.UNAVAILABLE,
                    "There is not enough memory to convert this result to binary. Ask for its decimal digits, or try "
                            + "again when fewer jobs run.");
        } finally {
            oneAtATime.unlock();
        }
    }

    private byte[] magnitude(Job job) {
        Content decimal = store.result(job, ResultForm.DECIMAL);
        try (InputStream digits = decimal.open(0)) {
            return BinaryNatural.magnitude(
                    DecimalNatural.read(digits, decimal.length()).toBigInteger());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void save(Job job, Content magnitude) {
        Pieces.forEach(
                magnitude, (position, piece) -> store.saveResultPiece(job.id(), ResultForm.BINARY, position, piece));
    }
}
