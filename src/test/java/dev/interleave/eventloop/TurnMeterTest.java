package dev.interleave.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.eventloop.RecordingListener.Turns;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class TurnMeterTest {

    private static final int TINY = 100;
    private static final int LONG = 50_000;

    private final RecordingListener listener = new RecordingListener();
    private final SettableClock clock = new SettableClock();
    private final TurnMeter meter = new TurnMeter(clock, listener, new InterleavedQueue());

    @Test
    void firstTurnIsMeasuredAlone() {
        assertThat(meter.run(entry(TINY))).isEqualTo(TurnMeter.BATCH);
        assertThat(listener.turns).containsExactly(new Turns(1, TINY));
    }

    @Test
    void tinyTurnsAreToldTogetherWithTheRightTotals() {
        Schedulable a = onTrial(entry(TINY));
        Schedulable b = onTrial(entry(3 * TINY));
        listener.turns.clear();

        for (int i = 0; i < 5; i++) {
            assertThat(meter.run(a)).isEqualTo(1);
            assertThat(meter.run(b)).isEqualTo(1);
        }
        assertThat(listener.turns).isEmpty();
        meter.flush();
        meter.flush();

        assertThat(listener.turns).containsExactly(new Turns(10, 5 * TINY + 5 * 3 * TINY));
    }

    @Test
    void tinyTurnsDoNotLookAtTheClockOneByOne() {
        Schedulable tiny = onTrial(entry(TINY));
        int before = clock.reads;

        for (int i = 0; i < TurnMeter.BATCH; i++) {
            meter.run(tiny);
        }
        meter.flush();

        assertThat(clock.reads - before).isEqualTo(2);
    }

    @Test
    void longTurnIsToldAlone() {
        Schedulable tiny = onTrial(entry(TINY));
        Schedulable large = entry(LONG);
        listener.turns.clear();

        meter.run(tiny);
        meter.run(tiny);
        meter.run(large);
        meter.run(tiny);
        meter.flush();

        assertThat(listener.turns).containsExactly(new Turns(2, 2 * TINY), new Turns(1, LONG), new Turns(1, TINY));
    }

    @Test
    void taskThatGrowsFromTinyToLongIsFoundOut() {
        long[] length = {TINY};
        Schedulable growing = onTrial(new LoopCallback(() -> clock.now += length[0], listener));
        Schedulable tiny = onTrial(entry(TINY));
        meter.run(growing);
        meter.run(tiny);
        meter.flush();
        length[0] = LONG;
        listener.turns.clear();

        meter.run(growing);
        meter.run(tiny);
        meter.flush();
        assertThat(listener.turns).as("the first long turn hides").containsExactly(new Turns(2, LONG + TINY));

        listener.turns.clear();
        for (int i = 0; i < 3; i++) {
            assertThat(meter.run(growing)).isEqualTo(TurnMeter.BATCH);
            assertThat(meter.run(tiny)).isEqualTo(TurnMeter.BATCH);
        }
        assertThat(listener.turns)
                .containsExactly(
                        new Turns(1, LONG), new Turns(1, TINY), // everybody alone again
                        new Turns(1, LONG), new Turns(1, TINY),
                        new Turns(1, LONG), new Turns(1, TINY));
    }

    @Test
    void taskThatShrinksIsMeasuredTogetherAgain() {
        long[] length = {LONG};
        Schedulable shrinking = new LoopCallback(() -> clock.now += length[0], listener);
        meter.run(shrinking);
        length[0] = TINY;
        for (int i = 0; i < TurnMeter.TRIAL; i++) {
            assertThat(meter.run(shrinking)).isEqualTo(TurnMeter.BATCH);
        }
        assertThat(meter.run(shrinking)).isEqualTo(1);
    }

    @Test
    void taskThatIsNowTinyAndNowLongIsAlwaysMeasuredAlone() {
        int[] turn = {0};
        Schedulable changeable =
                new LoopCallback(() -> clock.now += ++turn[0] % TurnMeter.TRIAL == 0 ? LONG : TINY, listener);

        for (int i = 0; i < 100; i++) {
            assertThat(meter.run(changeable)).isEqualTo(TurnMeter.BATCH);
        }
    }

    @Test
    void loopTellsOfEveryTurnOnceAndOfAllTheTime() {
        EventLoop loop = new EventLoop(Scheduling.INTERLEAVED, listener, clock);
        Task<Integer> tiny = new Task<>(loop, "tiny", new Walk(1_000, _ -> clock.now += TINY));
        Task<Integer> large = new Task<>(loop, "large", new Walk(10, _ -> clock.now += LONG));
        loop.schedule(tiny, large);
        loop.runUntil(() -> tiny.state().isEnded() && large.state().isEnded());

        assertThat(listener.turns.stream().mapToInt(Turns::turns).sum()).isEqualTo(1_010);
        assertThat(listener.turns.stream().mapToLong(Turns::nanos).sum()).isEqualTo(1_000 * TINY + 10 * LONG);
        assertThat(listener.turns)
                .filteredOn(turns -> turns.nanos() >= LONG)
                .hasSize(10)
                .allMatch(t -> t.turns() == 1);
        assertThat(listener.turns)
                .as("and of most of the tiny ones %d at a time", TurnMeter.BATCH)
                .contains(new Turns(TurnMeter.BATCH, TurnMeter.BATCH * TINY))
                .hasSizeLessThan(100);
    }

    @Test
    void lagIsHowLongTheFirstVisitorWaited() {
        EventLoop loop = new EventLoop(Scheduling.INTERLEAVED, listener, clock);
        clock.now = 1_000;
        loop.callSoon(() -> {});
        clock.now = 1_700;
        loop.callSoon(() -> {});
        clock.now = 2_500;
        loop.runTurn();

        assertThat(listener.lags).containsExactly(1_500L);
    }

    /// Gives an entry as many turns as it takes to find out that they are tiny.
    private Schedulable onTrial(Schedulable schedulable) {
        for (int i = 0; i < TurnMeter.TRIAL; i++) {
            meter.run(schedulable);
        }
        return schedulable;
    }

    private Schedulable entry(long nanos) {
        return new LoopCallback(() -> clock.now += nanos, listener);
    }

    private static final class SettableClock implements LongSupplier {

        long now;
        int reads;

        @Override
        public long getAsLong() {
            reads++;
            return now;
        }
    }
}
