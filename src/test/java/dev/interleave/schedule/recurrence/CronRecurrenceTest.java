package dev.interleave.schedule.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronRecurrenceTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId UTC = ZoneId.of("UTC");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        30 2 * * *       | 2026-01-01T00:00:00Z | 2026-01-01T02:30:00Z
        15 30 2 * * *    | 2026-01-01T00:00:00Z | 2026-01-01T02:30:15Z
        */10 * * * * *   | 2026-01-01T00:00:00Z | 2026-01-01T00:00:10Z
        0 0 29 2 *       | 2026-01-01T00:00:00Z | 2028-02-29T00:00:00Z
        0 0 29 2 *       | 2096-03-01T00:00:00Z | 2104-02-29T00:00:00Z
        0 12 L * *       | 2026-02-01T00:00:00Z | 2026-02-28T12:00:00Z
        0 12 * * MON-FRI | 2026-01-03T00:00:00Z | 2026-01-05T12:00:00Z
        @yearly          | 2026-01-01T00:00:00Z | 2027-01-01T00:00:00Z
        @annually        | 2026-01-01T00:00:00Z | 2027-01-01T00:00:00Z
        @monthly         | 2026-01-01T00:00:00Z | 2026-02-01T00:00:00Z
        @weekly          | 2026-01-01T00:00:00Z | 2026-01-04T00:00:00Z
        @daily           | 2026-01-01T00:00:00Z | 2026-01-02T00:00:00Z
        @midnight        | 2026-01-01T00:00:00Z | 2026-01-02T00:00:00Z
        @hourly          | 2026-01-01T00:00:00Z | 2026-01-01T01:00:00Z
        """)
    void findsTheNextTick(String cron, Instant after, Instant next) throws InvalidCronException {
        assertThat(CronRecurrence.parse(cron, UTC).next(after)).contains(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "* * * *",
                "* * * * * * *",
                "60 * * * *",
                "0 24 * * *",
                "0 0 32 * *",
                "0 0 * 13 *",
                "a b c d e",
                "@never",
                "@Daily"
            })
    void rejectsOtherTexts(String cron) {
        assertThatThrownBy(() -> CronRecurrence.parse(cron, UTC)).isInstanceOf(InvalidCronException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 30 2 *", "0 0 31 4 *", "0 0 31 2,4,6,9,11 *"})
    void rejectsExpressionsThatNeverFire(String cron) {
        assertThatThrownBy(() -> CronRecurrence.parse(cron, UTC)).hasMessage("never fires");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0-23", "*/1", "0/1", "*"})
    void recognizesEveryHour(String hour) throws InvalidCronException {
        assertThat(ticks("30 " + hour + " * * *", "2026-03-29T00:00:00Z", 2))
                .containsExactly(Instant.parse("2026-03-29T00:30:00Z"), Instant.parse("2026-03-29T01:30:00Z"));
    }

    @Test
    void worksInAllZones() {
        for (String zone : ZoneId.getAvailableZoneIds()) {
            for (String cron : List.of("* * * * *", "30 2 * * *", "0 0 1 1 *", "0 */3 * * *")) {
                assertThatCode(() -> {
                            Instant after = Instant.parse("2026-01-01T00:00:00Z");
                            Instant tick = CronRecurrence.parse(cron, ZoneId.of(zone))
                                    .next(after)
                                    .orElseThrow();
                            assertThat(tick).isAfter(after);
                        })
                        .doesNotThrowAnyException();
            }
        }
    }

    /// The clocks of Europe/Berlin went from 02:00 to 03:00 on 29 March 2026, at 01:00 UTC.
    @Nested
    class Gap {

        private static final String BEFORE = "2026-03-27T12:00:00Z";

        @Test
        void runsSkippedTimeAtEndOfGap() throws InvalidCronException {
            assertThat(ticks("30 2 * * *", BEFORE, 4))
                    .containsExactly(
                            Instant.parse("2026-03-28T01:30:00Z"),
                            Instant.parse("2026-03-29T01:00:00Z"),
                            Instant.parse("2026-03-30T00:30:00Z"),
                            Instant.parse("2026-03-31T00:30:00Z"));
        }

        @Test
        void runsAllSkippedTimesOnce() throws InvalidCronException {
            assertThat(ticks("*/20 2,3 * * *", "2026-03-28T12:00:00Z", 4))
                    .containsExactly(
                            Instant.parse("2026-03-29T01:00:00Z"),
                            Instant.parse("2026-03-29T01:20:00Z"),
                            Instant.parse("2026-03-29T01:40:00Z"),
                            Instant.parse("2026-03-30T00:00:00Z"));
        }

        @Test
        void runsEachRealMinute() throws InvalidCronException {
            assertEachMinute("2026-03-28T23:59:00Z", 300);
        }

        @Test
        void runsEachRealHour() throws InvalidCronException {
            assertThat(ticks("30 * * * *", "2026-03-29T00:00:00Z", 3))
                    .containsExactly(
                            Instant.parse("2026-03-29T00:30:00Z"),
                            Instant.parse("2026-03-29T01:30:00Z"),
                            Instant.parse("2026-03-29T02:30:00Z"));
        }
    }

    /// The clocks of Europe/Berlin go from 03:00 to 02:00 on 25 October 2026, at 01:00 UTC.
    @Nested
    class Overlap {

        @Test
        void runsRepeatedTimeOnce() throws InvalidCronException {
            assertThat(ticks("30 2 * * *", "2026-10-23T12:00:00Z", 4))
                    .containsExactly(
                            Instant.parse("2026-10-24T00:30:00Z"),
                            Instant.parse("2026-10-25T00:30:00Z"),
                            Instant.parse("2026-10-26T01:30:00Z"),
                            Instant.parse("2026-10-27T01:30:00Z"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"2026-10-25T01:00:00Z", "2026-10-25T01:20:00Z", "2026-10-25T01:59:59Z"})
        void hasNoTickInSecondOccurrence(String after) throws InvalidCronException {
            assertThat(ticks("* 2 * * *", after, 1)).containsExactly(Instant.parse("2026-10-26T01:00:00Z"));
            assertThat(ticks("0 2,3 * * *", after, 1)).containsExactly(Instant.parse("2026-10-25T02:00:00Z"));
        }

        @Test
        void runsEachRealMinute() throws InvalidCronException {
            assertEachMinute("2026-10-24T22:59:00Z", 300);
        }

        @Test
        void runsEachRealHour() throws InvalidCronException {
            assertThat(ticks("30 * * * *", "2026-10-25T00:00:00Z", 3))
                    .containsExactly(
                            Instant.parse("2026-10-25T00:30:00Z"),
                            Instant.parse("2026-10-25T01:30:00Z"),
                            Instant.parse("2026-10-25T02:30:00Z"));
        }
    }

    private static void assertEachMinute(String start, int count) throws InvalidCronException {
        Instant tick = Instant.parse(start);
        for (Instant next : ticks("* * * * *", start, count)) {
            assertThat(Duration.between(tick, next)).isEqualTo(Duration.ofMinutes(1));
            tick = next;
        }
    }

    private static List<Instant> ticks(String cron, String after, int count) throws InvalidCronException {
        return CronRecurrence.parse(cron, BERLIN).next(Instant.parse(after), count);
    }
}
