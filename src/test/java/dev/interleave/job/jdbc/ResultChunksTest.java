package dev.interleave.job.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.interleave.job.JobStore;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobResult;
import dev.interleave.job.model.ResultForm;
import dev.interleave.store.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Reads long results from their chunks.
@ParameterizedClass
@EnumSource(Dialect.class)
class ResultChunksTest extends JobStoreFixture {

    ResultChunksTest(Dialect dialect) {
        super(dialect);
    }

    @Test
    void readsAResultFromAnyPosition() throws IOException {
        byte[] digits = new byte[2 * JobStore.CHUNK_BYTES + 1_000];
        new Random(2).nextBytes(digits);
        Job job = job(12).admitted("a", clock.instant());
        insert(job);
        for (int piece = 2; piece >= 0; piece--) {
            int start = piece * JobStore.CHUNK_BYTES;
            int end = Math.min(digits.length, start + JobStore.CHUNK_BYTES);
            jobs().saveResultChunk(job.id(), ResultForm.TEXT, piece, new byte[] {0});
            jobs().saveResultChunk(job.id(), ResultForm.TEXT, piece, Arrays.copyOfRange(digits, start, end));
        }
        Job ended = job.succeeded(new JobResult(digits.length, 8, "5a", null), clock.instant(), retention());
        jobs().finish(List.of(ended));

        var content = jobs().result(ended, ResultForm.TEXT);
        assertThat(content.length()).isEqualTo(digits.length);
        for (int from :
                new int[] {0, 1, JobStore.CHUNK_BYTES - 1, JobStore.CHUNK_BYTES, digits.length - 1, digits.length}) {
            try (InputStream stream = content.open(from)) {
                assertThat(stream.readAllBytes()).isEqualTo(Arrays.copyOfRange(digits, from, digits.length));
            }
        }
    }

    @Test
    void reportsAMissingChunk() {
        Job job = job(12).admitted("a", clock.instant());
        Job ended = job.succeeded(new JobResult(5_000, 8, "5a", null), clock.instant(), retention());

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
            try (InputStream stream = jobs().result(ended, ResultForm.TEXT).open(0)) {
                stream.readAllBytes();
            }
        });
    }
}
