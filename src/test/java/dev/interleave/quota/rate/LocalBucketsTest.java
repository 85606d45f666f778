package dev.interleave.quota.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.SettableClock;
import dev.interleave.quota.limits.RequestRate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Buckets in memory are bounded by the owners that sent requests lately.
class LocalBucketsTest {

    private static final RequestRate SLOW = new RequestRate(1, 600);

    private final SettableClock clock = new SettableClock();
    private final LocalBuckets buckets = new LocalBuckets(clock);

    @Test
    void dropsBucketsThatAreFullAgain() {
        for (int i = 0; i < 1_000; i++) {
            buckets.take("https://issuer.example#" + i, SLOW);
        }

        clock.forward(SLOW.window().plusMillis(1));

        assertThat(buckets.size()).isZero();
    }

    @Test
    void keepsEmptyBucketUntilItIsFull() {
        for (int i = 0; i < SLOW.burst(); i++) {
            assertThat(buckets.take("owner", SLOW).taken()).isTrue();
        }

        clock.forward(Duration.ofSeconds(SLOW.burst() - 1));
        for (int i = 0; i < 1_000; i++) {
            buckets.take("https://issuer.example#" + i, SLOW);
        }

        assertThat(buckets.look("owner", SLOW).remaining()).isEqualTo(SLOW.burst() - 1);
    }
}
