package dev.interleave.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.interleave.SettableClock;
import dev.interleave.job.JobStore;
import dev.interleave.job.model.JobState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/// When jobs are counted, and when not.
class JobCountsTest {

    private final JobStore store = mock(JobStore.class);
    private final SettableClock clock = new SettableClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final JobCounts counts = new JobCounts(store, clock, registry);

    private static final Set<JobState> NOT_OVER =
            Set.of(JobState.WAITING, JobState.SCHEDULED, JobState.QUEUED, JobState.RUNNING, JobState.PAUSED);
    private static final Set<JobState> OVER = Set.of(JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED);

    @Test
    void theFirstCountIsMadeUnasked() {
        when(store.countByState(NOT_OVER)).thenReturn(Map.of(JobState.RUNNING, 3L));
        when(store.countByState(OVER)).thenReturn(Map.of(JobState.FAILED, 1L));
        assertThat(counts.last()).isNull();
        counts.refresh();

        assertThat(counts.last())
                .isEqualTo(new JobCounts.Count(Map.of(JobState.RUNNING, 3L, JobState.FAILED, 1L), clock.instant()));
        assertThat(registry.get("interleave.jobs")
                        .tag("state", "running")
                        .gauge()
                        .value())
                .isEqualTo(3);
        assertThat(registry.get("interleave.jobs")
                        .tag("state", "queued")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void countsAgainAfterTheClockWasSetBack() {
        counts.refresh();
        clock.forward(Duration.ofHours(-2));
        counts.refresh();

        verify(store, times(2)).countByState(NOT_OVER);
    }

    @Test
    void nobodyCountsAgainAtOnce() {
        counts.refresh();
        clock.forward(Duration.ofMillis(500));
        counts.refresh();

        verify(store, times(1)).countByState(NOT_OVER);
    }

    @Test
    void nobodyCountsWhileNobodyAsks() {
        counts.refresh();
        clock.forward(Duration.ofMinutes(1));
        counts.refresh();
        verify(store, times(1)).countByState(NOT_OVER);

        counts.last();
        counts.refresh();
        verify(store, times(2)).countByState(NOT_OVER);
        verify(store, times(2)).countByState(OVER);
    }

    @Test
    void aStoreThatFailsLeavesTheLastCount() {
        when(store.countByState(NOT_OVER))
                .thenReturn(Map.of(JobState.QUEUED, 1L))
                .thenThrow(new DataAccessResourceFailureException("gone"));
        counts.refresh();
        var before = counts.last();
        clock.forward(Duration.ofSeconds(5));
        counts.refresh();

        assertThat(counts.last()).isSameAs(before);
    }
}
