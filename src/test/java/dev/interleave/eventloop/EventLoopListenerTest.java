package dev.interleave.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.eventloop.RecordingListener.Turns;
import dev.interleave.eventloop.timing.TurnMeter;
import org.junit.jupiter.api.Test;

/// What a listener learns of the turns of a loop, by a clock of the test.
class EventLoopListenerTest {

    private static final int TINY = 100;
    private static final int LONG = 50_000;

    private final RecordingListener listener = new RecordingListener();
    private final SimulatedTask.Clock clock = new SimulatedTask.Clock();
    private final EventLoop loop = new EventLoop(Scheduling.INTERLEAVED, listener, clock);

    @Test
    void reportsEveryTurnOnceAndAllOfTheTime() {
        Task<Integer> tiny = new Task<>(loop, "tiny", new CountedSteps(1_000, _ -> clock.now += TINY));
        Task<Integer> large = new Task<>(loop, "large", new CountedSteps(10, _ -> clock.now += LONG));
        loop.schedule(tiny, large);
        loop.runUntil(() -> tiny.state().isEnded() && large.state().isEnded());

        assertThat(listener.turns.stream().mapToInt(Turns::turns).sum()).isEqualTo(1_010);
        assertThat(listener.turns.stream().mapToLong(Turns::nanos).sum()).isEqualTo(1_000 * TINY + 10 * LONG);
        assertThat(listener.turns)
                .filteredOn(turns -> turns.nanos() >= LONG)
                .hasSize(10)
                .allMatch(turns -> turns.turns() == 1);
        assertThat(listener.turns)
                .as("most of the tiny turns are reported %d at a time", TurnMeter.BATCH)
                .contains(new Turns(TurnMeter.BATCH, TurnMeter.BATCH * TINY))
                .hasSizeLessThan(100);
    }

    @Test
    void lagIsTheWaitOfTheFirstSubmission() {
        clock.now = 1_000;
        loop.callSoon(() -> {});
        clock.now = 1_700;
        loop.callSoon(() -> {});
        clock.now = 2_500;
        loop.runTurn();

        assertThat(listener.lags).containsExactly(1_500L);
    }
}
