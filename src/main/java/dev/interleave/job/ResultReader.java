package dev.interleave.job;

import dev.interleave.job.content.ByteContent;
import dev.interleave.job.content.Content;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.ResultForm;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.stereotype.Component;

/// Reads the bytes of results. Thread-safe.
///
/// The decimal digits of a succeeded job are always stored. The binary form of a long result may be converted
/// at its first request, and is stored from then on: the conversion takes longer than the computation, and most
/// clients never request it.
@Component
public final class ResultReader {

    private final JobStore store;
    private final BinaryConverter converter;

    public ResultReader(JobStore store, BinaryConverter converter) {
        this.store = store;
        this.converter = converter;
    }

    /// @param job that has succeeded and has not expired
    /// @param form which form
    /// @return read piece by piece
    public Content result(Job job, ResultForm form) {
        Content content = store.result(job, form);
        return form == ResultForm.BINARY && !(content instanceof ByteContent) ? new Converted(job, content) : content;
    }

    /// Whether a form is there. Pieces are stored in order, so that the last one stands for all.
    ///
    /// @param stored from the store, not empty
    /// @return whether it can be read to its end
    public static boolean isWhole(Content stored) {
        try (InputStream last = stored.open(stored.length() - 1)) {
            return last.read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private final class Converted implements Content {

        private final Job job;
        private final Content stored;

        private Converted(Job job, Content stored) {
            this.job = job;
            this.stored = stored;
        }

        @Override
        public long length() {
            return stored.length();
        }

        @Override
        public InputStream open(long from) {
            if (!isWhole(stored)) {
                converter.convert(job);
            }
            return stored.open(from);
        }
    }
}
