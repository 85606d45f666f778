package dev.interleave.quota.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.interleave.SettableClock;
import dev.interleave.execution.metrics.LoopTimeMeter;
import dev.interleave.quota.limits.ConfiguredLimits;
import dev.interleave.quota.limits.Limit;
import dev.interleave.quota.limits.Limits;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Loop time is remembered only for owners that received some in the last hour.
class LoopTimeUsageTest {

    private final LoopTimeMeter meter = mock(LoopTimeMeter.class);
    private final QuotaStore store = mock(QuotaStore.class);
    private final ConfiguredLimits limits = mock(ConfiguredLimits.class);
    private final SettableClock clock = new SettableClock();
    private final AtomicLong nanoTime = new AtomicLong();
    private final LoopTimeUsage usage = new LoopTimeUsage(meter, store, limits, "instance", clock, nanoTime::get);

    @BeforeEach
    void limitLoopTime() {
        when(limits.of(anyString())).thenReturn(new Limits(null, Map.of(Limit.LOOP_TIME, 1_000L)));
        when(store.loopTime(anyString(), any(), anyString())).thenReturn(new TreeMap<>());
        when(meter.take()).thenReturn(Map.of());
    }

    @Test
    void dropsOwnersOfOtherInstances() {
        for (int i = 0; i < 1_000; i++) {
            usage.received("https://issuer.example#" + i);
        }

        forward(Duration.ofSeconds(2));

        assertThat(usage.size()).isZero();
    }

    @Test
    void keepsLoopTimeForAnHour() {
        when(meter.take()).thenReturn(Map.of("owner", 7L)).thenReturn(Map.of());
        usage.save();

        forward(Duration.ofMinutes(59));
        usage.save();
        assertThat(usage.received("owner").values()).containsExactly(7L);

        forward(Duration.ofMinutes(2));
        usage.save();
        forward(Duration.ofSeconds(2));
        assertThat(usage.size()).isZero();
    }

    @Test
    void emptiesTheMeterEvenWithoutLimits() {
        when(limits.of(anyString())).thenReturn(new Limits(null, Map.of()));
        when(meter.take()).thenReturn(Map.of("owner", 7L));

        usage.save();

        verify(meter).take();
        assertThat(usage.size()).isZero();
    }

    private void forward(Duration time) {
        clock.forward(time);
        nanoTime.addAndGet(time.toNanos());
    }
}
