package dev.interleave.quota.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.interleave.job.OwnerUsage;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The storage of owners is counted seldom, and remembered only for owners that submit.
class StorageUsageTest {

    private final QuotaStore store = mock(QuotaStore.class);
    private final OwnerUsage results = mock(OwnerUsage.class);
    private final AtomicLong nanoTime = new AtomicLong();
    private final StorageUsage usage = new StorageUsage(store, results, nanoTime::get);

    @BeforeEach
    void storeHundredBytes() {
        when(results.results(anyString())).thenReturn(new OwnerUsage.Results(100, null));
    }

    @Test
    void addsBytesReservedSinceTheLastCount() {
        when(store.reservedBytes("owner")).thenReturn(500L, 500L, 530L);

        assertThat(usage.used("owner")).isEqualTo(100);
        assertThat(usage.used("owner")).isEqualTo(130);
    }

    @Test
    void dropsOwnersThatAreIdle() {
        for (int i = 0; i < 1_000; i++) {
            usage.used("https://issuer.example#" + i);
        }

        nanoTime.addAndGet(Duration.ofHours(1).plusNanos(1).toNanos());

        assertThat(usage.size()).isZero();
    }

    @Test
    void countsAnIdleOwnerAgain() {
        usage.used("owner");
        when(results.results("owner")).thenReturn(new OwnerUsage.Results(40, null));

        nanoTime.addAndGet(Duration.ofHours(1).plusNanos(1).toNanos());

        assertThat(usage.used("owner")).isEqualTo(40);
    }
}
