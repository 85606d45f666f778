package dev.interleave.execution.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.interleave.arithmetic.DecimalNatural;
import dev.interleave.execution.Engine;
import dev.interleave.execution.admission.MemoryBudget;
import dev.interleave.job.JobStore;
import dev.interleave.job.content.ByteContent;
import dev.interleave.job.content.Content;
import dev.interleave.job.model.InsufficientMemoryException;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.ResultForm;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BinaryResultConverterTest {

    private static final BigInteger VALUE = BigInteger.valueOf(7).pow(80_000);
    private static final String DIGITS = VALUE.toString();

    private final ByteArrayOutputStream saved = new ByteArrayOutputStream();
    private final JobStore store = mock(JobStore.class);
    private final Job job = Job.submitted(UUID.randomUUID(), "", Engine.spec(Engine.FACTORIAL, 20_000), Instant.EPOCH);

    @BeforeEach
    void store() {
        when(store.result(job, ResultForm.BINARY)).thenAnswer(_ -> stored());
        when(store.result(job, ResultForm.TEXT))
                .thenReturn(new ByteContent(DIGITS.getBytes(StandardCharsets.US_ASCII)));
        doAnswer(call -> {
                    saved.writeBytes(call.getArgument(3, byte[].class));
                    return null;
                })
                .when(store)
                .saveResultChunk(eq(job.id()), eq(ResultForm.BINARY), anyInt(), any());
    }

    @Test
    void isMadeOnce() {
        BinaryResultConverter forms = new BinaryResultConverter(store, new MemoryBudget(1L << 30));
        forms.convert(job);
        forms.convert(job);

        assertThat(new BigInteger(1, saved.toByteArray()).equals(VALUE)).isTrue();
    }

    /// A conversion needs memory like a job.
    @Test
    void isRefusedWhileJobsHaveTheMemory() {
        MemoryBudget memoryBudget = new MemoryBudget(DecimalNatural.bytesOfConversion(DIGITS.length()) * 2);
        BinaryResultConverter forms = new BinaryResultConverter(store, memoryBudget);
        long taken = DecimalNatural.bytesOfConversion(DIGITS.length());
        assertThat(memoryBudget.tryTake(taken)).isTrue();

        assertThatExceptionOfType(InsufficientMemoryException.class).isThrownBy(() -> forms.convert(job));
        assertThat(saved.size()).isZero();

        memoryBudget.release(taken);
        forms.convert(job);
        assertThat(saved.size()).isEqualTo(VALUE.bitLength() / 8 + 1);
        assertThat(memoryBudget.tryTake(taken)).isTrue(); // so it was given back
        assertThat(memoryBudget.tryTake(taken / 2)).isTrue();
    }

    private Content stored() {
        return new Content() {
            @Override
            public long length() {
                return VALUE.bitLength() / 8 + 1L;
            }

            @Override
            public InputStream open(long from) {
                return new ByteContent(saved.toByteArray()).open(Math.min(from, saved.size()));
            }
        };
    }
}
