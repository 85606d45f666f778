package dev.interleave.rest.request;

import static dev.interleave.rest.request.ConnectionLimiter.Answer.ALL_TAKEN;
import static dev.interleave.rest.request.ConnectionLimiter.Answer.SHARE_TAKEN;
import static dev.interleave.rest.request.ConnectionLimiter.Answer.TAKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConnectionLimiterTest {

    @Test
    void limitsConnectionsPerAddressAndInAll() {
        // given
        ConnectionLimiter connectionLimiter = new ConnectionLimiter(3, 2);

        // then
        assertThat(Stream.of("a", "a", "a", "b", "b", "c").map(connectionLimiter::enter))
                .containsExactly(TAKEN, TAKEN, SHARE_TAKEN, TAKEN, ALL_TAKEN, ALL_TAKEN);
        assertThat(connectionLimiter.taken()).isEqualTo(3);
    }

    @Test
    void freesAPlaceThatWasReleased() {
        // given
        ConnectionLimiter connectionLimiter = new ConnectionLimiter(1, 1);
        connectionLimiter.enter("a");

        // when
        connectionLimiter.leave("a");

        // then
        assertThat(connectionLimiter.enter("b")).isEqualTo(TAKEN);
    }

    @Test
    void takesNoPlaceForARejectedConnection() throws Exception {
        // given
        ConnectionLimiter connectionLimiter = new ConnectionLimiter(2, 1);
        connectionLimiter.enter("greedy");
        AtomicBoolean over = new AtomicBoolean();
        Callable<Boolean> asking = () -> {
            boolean refused = true;
            while (!over.get()) {
                refused &= connectionLimiter.enter("greedy") != TAKEN;
            }
            return refused;
        };

        // when
        try (var crowd = Executors.newFixedThreadPool(2)) {
            List<Future<Boolean>> greedy = List.of(crowd.submit(asking), crowd.submit(asking));
            boolean served = true;
            for (int i = 0; i < 100_000 && served; i++) {
                served = connectionLimiter.enter("modest") == TAKEN;
                connectionLimiter.leave("modest");
            }
            over.set(true);

            // then
            assertThat(served).isTrue();
            for (Future<Boolean> asked : greedy) {
                assertThat(asked.get()).isTrue();
            }
        }
    }

    @Test
    void countsConcurrentConnectionsExactly() throws Exception {
        // given
        ConnectionLimiter connectionLimiter = new ConnectionLimiter(3, 3);
        Callable<Boolean> comingAndGoing = () -> {
            for (int i = 0; i < 10_000; i++) {
                if (connectionLimiter.enter("a") == TAKEN) {
                    connectionLimiter.leave("a");
                }
            }
            return true;
        };

        // when
        try (var crowd = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> one : crowd.invokeAll(List.of(comingAndGoing, comingAndGoing, comingAndGoing))) {
                assertThat(one.get()).isTrue();
            }
        }

        // then
        assertThat(connectionLimiter.taken()).isZero();
        assertThat(Stream.of("a", "a", "a", "a").map(connectionLimiter::enter))
                .containsExactly(TAKEN, TAKEN, TAKEN, ALL_TAKEN);
    }
}
