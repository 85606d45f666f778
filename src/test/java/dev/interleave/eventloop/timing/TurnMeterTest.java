package dev.interleave.eventloop.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TurnMeterTest {

    private static final int TINY = 100;
    private static final int LONG = 50_000;

    private record Turns(int turns, long nanos) {}

    private final List<Turns> recorded = new ArrayList<>();
    private final SettableClock clock = new SettableClock();
    private final TurnMeter<Turn> meter =
            new TurnMeter<>(clock, (_, turns, nanos) -> recorded.add(new Turns(turns, nanos)));

    @Nested
    class TinyTurns {

        @Test
        void areRecordedTogetherWithTheRightTotals() {
            Turn a = afterTrial(new Turn(TINY));
            Turn b = afterTrial(new Turn(3 * TINY));
            recorded.clear();

            for (int i = 0; i < 5; i++) {
                assertThat(meter.run(a)).isEqualTo(1);
                assertThat(meter.run(b)).isEqualTo(1);
            }
            assertThat(recorded).isEmpty();
            meter.flush();
            meter.flush();

            assertThat(recorded).containsExactly(new Turns(10, 5 * TINY + 5 * 3 * TINY));
        }

        @Test
        void readTheClockTwicePerBatch() {
            Turn tiny = afterTrial(new Turn(TINY));
            int before = clock.reads;

            for (int i = 0; i < TurnMeter.BATCH; i++) {
                meter.run(tiny);
            }
            meter.flush();

            assertThat(clock.reads - before).isEqualTo(2);
        }
    }

    @Nested
    class TurnsMeasuredAlone {

        @Test
        void firstTurnIs() {
            assertThat(meter.run(new Turn(TINY))).isEqualTo(TurnMeter.BATCH);
            assertThat(recorded).containsExactly(new Turns(1, TINY));
        }

        @Test
        void longTurnIs() {
            Turn tiny = afterTrial(new Turn(TINY));
            recorded.clear();

            meter.run(tiny);
            meter.run(tiny);
            meter.run(new Turn(LONG));
            meter.run(tiny);
            meter.flush();

            assertThat(recorded).containsExactly(new Turns(2, 2 * TINY), new Turns(1, LONG), new Turns(1, TINY));
        }

        @Test
        void turnsOfChangingLengthAre() {
            Turn changing = new Turn(TINY);

            for (int i = 1; i <= 100; i++) {
                changing.nanos = i % TurnMeter.TRIAL == 0 ? LONG : TINY;
                assertThat(meter.run(changing)).isEqualTo(TurnMeter.BATCH);
            }
        }
    }

    @Nested
    class Generations {

        @Test
        void longBatchEndsTheBatchesOfAllTasks() {
            Turn growing = afterTrial(new Turn(TINY));
            Turn tiny = afterTrial(new Turn(TINY));
            meter.run(growing);
            meter.run(tiny);
            meter.flush();
            growing.nanos = LONG;
            recorded.clear();

            meter.run(growing);
            meter.run(tiny);
            meter.flush();
            assertThat(recorded).as("the first long turn hides").containsExactly(new Turns(2, LONG + TINY));

            recorded.clear();
            for (int i = 0; i < 3; i++) {
                assertThat(meter.run(growing)).isEqualTo(TurnMeter.BATCH);
                assertThat(meter.run(tiny)).isEqualTo(TurnMeter.BATCH);
            }
            assertThat(recorded)
                    .as("all turns are measured alone again")
                    .containsExactly(
                            new Turns(1, LONG), new Turns(1, TINY),
                            new Turns(1, LONG), new Turns(1, TINY),
                            new Turns(1, LONG), new Turns(1, TINY));
        }

        @Test
        void shrinkingTurnsAreBatchedAgain() {
            Turn shrinking = new Turn(LONG);
            meter.run(shrinking);
            shrinking.nanos = TINY;
            for (int i = 0; i < TurnMeter.TRIAL; i++) {
                assertThat(meter.run(shrinking)).isEqualTo(TurnMeter.BATCH);
            }
            assertThat(meter.run(shrinking)).isEqualTo(1);
        }
    }

    /// Runs as many turns as it takes to find out that they are tiny.
    private Turn afterTrial(Turn turn) {
        for (int i = 0; i < TurnMeter.TRIAL; i++) {
            meter.run(turn);
        }
        return turn;
    }

    /// Turns of a length that the test sets.
    private final class Turn extends Measurable {

        private long nanos;

        private Turn(long nanos) {
            this.nanos = nanos;
        }

        @Override
        protected void turn() {
            clock.now += nanos;
        }
    }

    private static final class SettableClock implements LongSupplier {

        private long now;
        private int reads;

        @Override
        public long getAsLong() {
            reads++;
            return now;
        }
    }
}
