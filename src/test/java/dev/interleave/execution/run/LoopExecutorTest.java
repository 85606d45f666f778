package dev.interleave.execution.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.interleave.eventloop.EventLoop;
import dev.interleave.eventloop.EventLoopListener;
import dev.interleave.eventloop.Scheduling;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopExecutorTest {

    private final EventLoop loop = new EventLoop(Scheduling.FAIR, new EventLoopListener() {});
    private final LoopExecutor calls = new LoopExecutor(loop);

    @Test
    void theLoopAnswersBetweenTwoTurns() {
        // when
        var answer = CompletableFuture.supplyAsync(() -> calls.call(() -> 42));

        // then
        await().until(() -> loop.runTurn() || answer.isDone());
        assertThat(answer).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(42);
    }

    @Test
    void whatTheQuestionThrowsIsThrown() {
        // given
        var answer = CompletableFuture.supplyAsync(() -> calls.call(() -> {
            throw new OutOfMemoryError("too large");
        }));

        // when
        await().until(() -> loop.runTurn() || answer.isDone());

        // then
        assertThat(answer)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingRootCause()
                .withMessage("too large");
    }

    @Test
    void whoWaitsWhenTheLoopStopsIsToldAndTheQuestionIsNeverAsked() {
        // given
        AtomicInteger begun = new AtomicInteger();
        AtomicBoolean asked = new AtomicBoolean();
        var answer = CompletableFuture.supplyAsync(() -> {
            begun.incrementAndGet();
            return calls.call(() -> asked.getAndSet(true));
        });
        await().until(() -> begun.get() == 1);

        // when
        calls.shut();

        // then
        assertThat(answer)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingRootCause()
                .withMessage("the loop has stopped");
        calls.open();
        loop.runUntilIdle();
        assertThat(asked).isFalse();
    }

    @Test
    void aLoopThatHasStoppedIsNotWaitedFor() {
        // given
        calls.shut();

        // then
        assertThatThrownBy(() -> calls.call(() -> 42)).hasRootCauseMessage("the loop has stopped");
    }
}
