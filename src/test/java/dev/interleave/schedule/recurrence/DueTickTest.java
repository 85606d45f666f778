package dev.interleave.schedule.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DueTickTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Recurrence HOURLY = new IntervalRecurrence(Duration.ofHours(1), START);

    @ParameterizedTest
    @EnumSource(MissedTicks.class)
    void runsEachTickThatIsLessThanAMinuteLate(MissedTicks missed) {
        Recurrence fast = new IntervalRecurrence(Duration.ofSeconds(10), START);

        assertThat(runs(fast, missed, START.plusSeconds(10), START.plusSeconds(65)))
                .containsExactly(
                        START.plusSeconds(10),
                        START.plusSeconds(20),
                        START.plusSeconds(30),
                        START.plusSeconds(40),
                        START.plusSeconds(50),
                        START.plusSeconds(60));
    }

    @Test
    void skipDropsMissedTicks() {
        assertThat(runs(HOURLY, MissedTicks.SKIP, hour(1), hour(5).plusSeconds(61)))
                .isEmpty();
        assertThat(DueTick.of(HOURLY, MissedTicks.SKIP, hour(1), hour(5).plusSeconds(61)))
                .isEqualTo(new DueTick(null, hour(6), true));
    }

    @Test
    void skipRunsTickWithinGrace() {
        assertThat(runs(HOURLY, MissedTicks.SKIP, hour(1), hour(5).plusSeconds(60)))
                .containsExactly(hour(5));
    }

    @Test
    void oneRunsLatestTick() {
        assertThat(runs(HOURLY, MissedTicks.ONE, hour(1), hour(5).plusSeconds(1_800)))
                .containsExactly(hour(5));
        assertThat(runs(HOURLY, MissedTicks.ONE, hour(5), hour(5).plusSeconds(1_800)))
                .containsExactly(hour(5));
    }

    @Test
    void allRunsEachTick() {
        assertThat(runs(HOURLY, MissedTicks.ALL, hour(1), hour(3).plusSeconds(1_800)))
                .containsExactly(hour(1), hour(2), hour(3));
    }

    @Test
    void allRunsTheLatestHundredTicks() {
        List<Instant> runs = runs(HOURLY, MissedTicks.ALL, hour(1), hour(1_000).plusSeconds(1_800));

        assertThat(runs).hasSize(100).startsWith(hour(901)).endsWith(hour(1_000));
    }

    @Test
    @Timeout(20)
    void takesShortTimeForMillionsOfTicks() throws InvalidCronException {
        Recurrence everySecond = CronRecurrence.parse("* * * * * *", ZoneId.of("Europe/Berlin"));
        Instant now = START.plus(Duration.ofDays(3_650));

        DueTick due = DueTick.of(everySecond, MissedTicks.ALL, START, now);

        assertThat(due.tick()).isEqualTo(now.minusSeconds(99));
        assertThat(due.dropped()).isTrue();
    }

    @Test
    void intervalIsAnchored() {
        assertThat(HOURLY.next(START)).contains(hour(1));
        assertThat(HOURLY.next(hour(1))).contains(hour(2));
        assertThat(HOURLY.next(hour(2).minusMillis(1))).contains(hour(2));
        assertThat(HOURLY.next(START.minusSeconds(1))).contains(hour(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.999S", "P366D", "PT-1H", "PT1.0001S"})
    void rejectsOtherIntervals(Duration interval) {
        assertThatThrownBy(() -> new IntervalRecurrence(interval, START)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Instant hour(int number) {
        return START.plus(Duration.ofHours(number));
    }

    private static List<Instant> runs(Recurrence recurrence, MissedTicks missed, Instant oldest, Instant now) {
        List<Instant> runs = new ArrayList<>();
        Instant next = oldest;
        while (next != null && !next.isAfter(now)) {
            DueTick due = DueTick.of(recurrence, missed, next, now);
            if (due.tick() != null) {
                runs.add(due.tick());
            }
            next = due.next();
        }
        return runs;
    }
}
