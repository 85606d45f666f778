package dev.interleave.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

public class RetryScheduleTest {

    public static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    @Test
    void pausesAreThoseOfTheContractWithUpToAFifthOnTop() {
        RandomGenerator random = new Random(1);
        for (int failures = 1; failures <= PAUSES.size(); failures++) {
            Duration nominal = PAUSES.get(failures - 1);
            for (int i = 0; i < 1_000; i++) {
                assertThat(pause(failures, Duration.ZERO, random)).isBetween(nominal, most(nominal));
            }
        }
    }

    @Test
    void afterTheLastOneItIsGivenUp() {
        assertThat(RetrySchedule.pause(PAUSES.size() + 1, Duration.ZERO, new Random(1)))
                .isEmpty();
    }

    /// A thousand deliveries that have failed at the same moment.
    @Test
    void whatFailedTogetherDoesNotComeBackTogether() {
        RandomGenerator random = new Random(1);
        long inTheBusiestSecond = IntStream.range(0, 1_000)
                .mapToObj(_ -> pause(2, Duration.ZERO, random).toSeconds())
                .collect(java.util.stream.Collectors.groupingBy(
                        second -> second, java.util.stream.Collectors.counting()))
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
        assertThat(inTheBusiestSecond).isLessThan(50);
    }

    @Test
    void aWishIsGrantedUpToADay() {
        RandomGenerator random = new Random(1);
        Duration hour = Duration.ofHours(1);
        Duration day = Duration.ofDays(1);

        assertThat(pause(1, hour, random)).isBetween(hour, most(hour));
        assertThat(pause(1, day.multipliedBy(365), random)).isBetween(day, most(day));
        assertThat(pause(9, hour, random)).isGreaterThanOrEqualTo(day);
    }

    public static Duration most(Duration nominal) {
        return nominal.multipliedBy(12).dividedBy(10);
    }

    private static Duration pause(int failures, Duration wish, RandomGenerator random) {
        Optional<Duration> pause = RetrySchedule.pause(failures, wish, random);
        return pause.orElseThrow();
    }
}
