package dev.interleave.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.interleave.SettableClock;
import dev.interleave.job.JobState;
import dev.interleave.job.JobStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/// When jobs are counted, and when not.
class StoreCountsTest {

    private final JobStore store = mock(JobStore.class);
    private final SettableClock clock = new SettableClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StoreCounts counts = new StoreCounts(store, clock, registry);

    @Test
    void theFirstCountIsMadeUnasked() {
        when(store.countByState()).thenReturn(Map.of(JobState.RUNNING, 3L));
        assertThat(counts.last()).isNull();
        counts.refresh();

        assertThat(counts.last()).isEqualTo(new StoreCounts.Count(Map.of(JobState.RUNNING, 3L), clock.instant()));
        assertThat(registry.get("interleave.jobs").tag("state", "running").gauge().value())
                .isEqualTo(3);
        assertThat(registry.get("interleave.jobs").tag("state", "queued").gauge().value())
                .isZero();
    }

    @Test
    void nobodyCountsAgainAtOnce() {
        when(store.countByState()).thenReturn(Map.of());
        counts.refresh();
        clock.forward(Duration.ofMillis(500));
        counts.refresh();

        verify(store, times(1)).countByState();
    }

    @Test
    void nobodyCountsWhileNobodyAsks() {
        when(store.countByState()).thenReturn(Map.of());
        counts.refresh();
        clock.forward(Duration.ofMinutes(1));
        counts.refresh();
        verify(store, times(1)).countByState();

        counts.last();
        counts.refresh();
        verify(store, times(2)).countByState();
    }

    @Test
    void aStoreThatFailsLeavesTheLastCount() {
        when(store.countByState())
                .thenReturn(Map.of(JobState.FAILED, 1L))
                .thenThrow(new DataAccessResourceFailureException("gone"));
        counts.refresh();
        var before = counts.last();
        clock.forward(Duration.ofSeconds(5));
        counts.refresh();

        assertThat(counts.last()).isSameAs(before);
    }
}
