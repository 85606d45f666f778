package dev.interleave.execution.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.interleave.computation.Algorithm;
import dev.interleave.computation.FailedCalculationException;
import dev.interleave.computation.Input;
import dev.interleave.computation.ProgramError;
import dev.interleave.computation.Value;
import dev.interleave.computation.ValueKind;
import dev.interleave.computation.factorial.Factorial;
import dev.interleave.eventloop.Outcome;
import dev.interleave.execution.run.RunningJob;
import dev.interleave.job.Retention;
import dev.interleave.job.model.FailureReason;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobFailure;
import dev.interleave.job.model.JobSpec;
import dev.interleave.job.model.JobState;
import dev.interleave.job.model.Priority;
import dev.interleave.store.StoreClock;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CompletionMapperTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final CompletionMapper mapper = new CompletionMapper(
            InstantSource.fixed(NOW), new Retention(Duration.ofDays(7)), new StoreClock(InstantSource.fixed(NOW)));

    @Test
    void failsAJobWhoseResultCannotBeEncoded() {
        Job job = conclude(out -> {
            throw new IllegalStateException("for the test");
        });

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(failure(job).reason()).isEqualTo(FailureReason.COMPUTATION_FAILED);
    }

    @Test
    void failsAJobWhoseResultHasNoJson() {
        ProgramError error = new ProgramError("TypeError", "not serializable", 0, "TypeError");
        Job job = conclude(out -> {
            throw new FailedCalculationException(FailedCalculationException.Reason.EXCEPTION, error);
        });

        assertThat(failure(job).reason()).isEqualTo(FailureReason.PROGRAM_FAILED);
        assertThat(failure(job).error()).isEqualTo(error);
    }

    private static JobFailure failure(Job job) {
        return Objects.requireNonNull(job.failure());
    }

    /// Writes a result.
    private interface Body {

        void writeTo(OutputStream out) throws IOException;
    }

    private Job conclude(Body body) {
        Value.Document document = new Value.Document() {
            @Override
            public ValueKind kind() {
                return ValueKind.JSON;
            }

            @Override
            public boolean isShort() {
                return true;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                body.writeTo(out);
            }
        };
        JobSpec spec =
                new JobSpec(new Factorial(10), Input.of("n", 5), Algorithm.ITERATIVE, Priority.NORMAL, Map.of(), null);
        Job job = Job.submitted(UUID.randomUUID(), "", spec, NOW).admitted("here", NOW);
        RunningJob running = mock(RunningJob.class);
        when(running.job()).thenReturn(job);
        when(running.progress()).thenReturn(job.progress());
        when(running.output()).thenReturn("");
        return mapper.conclude(running, new Outcome.Succeeded<>(document)).job();
    }
}
