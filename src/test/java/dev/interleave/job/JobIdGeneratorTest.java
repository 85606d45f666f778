package dev.interleave.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class JobIdGeneratorTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong clock = new AtomicLong(START.toEpochMilli());
    private final JobIdGenerator ids = new JobIdGenerator(clock::get);

    @Test
    void idsIncreaseWhenTheClockIsSetBack() {
        List<String> generated = new ArrayList<>();
        for (Duration step : List.of(Duration.ZERO, Duration.ofHours(-2), Duration.ofHours(1), Duration.ofHours(3))) {
            clock.addAndGet(step.toMillis());
            for (int i = 0; i < 1_000; i++) {
                generated.add(ids.next().toString());
            }
        }
        assertThat(generated).isSorted().doesNotHaveDuplicates();
    }
}
