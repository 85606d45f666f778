package dev.interleave.job.web.result;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DownloadThrottleTest {

    private final AtomicLong now = new AtomicLong(7);
    private final DownloadThrottle pace = new DownloadThrottle(now::get);

    @Test
    void anyPaceWillDoForAWhile() {
        pass(DownloadThrottle.GRACE);

        assertThatNoException().isThrownBy(pace::check);
    }

    @Test
    void thenTheSlowestAreCutOff() {
        pass(DownloadThrottle.GRACE.plusSeconds(1));
        pace.add(DownloadThrottle.SLOWEST_BYTES_PER_SECOND * 31 - 1);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(pace::check)
                .withMessageContaining("309999 bytes in 31 s");
    }

    @Test
    void whoIsFastEnoughMayGoOnForHours() {
        for (int second = 0; second < 10_000; second++) {
            pass(Duration.ofSeconds(1));
            pace.add(DownloadThrottle.SLOWEST_BYTES_PER_SECOND);
            assertThatNoException().isThrownBy(pace::check);
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
