package dev.interleave.rest;

import static dev.interleave.rest.Places.Answer.ALL_TAKEN;
import static dev.interleave.rest.Places.Answer.SHARE_TAKEN;
import static dev.interleave.rest.Places.Answer.TAKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlacesTest {

    @Test
    void nobodyHasMoreThanItsShareAndThereAreNoMoreThanAll() {
        // given
        Places places = new Places(3, 2);

        // then
        assertThat(Stream.of("a", "a", "a", "b", "b", "c").map(places::enter))
                .containsExactly(TAKEN, TAKEN, SHARE_TAKEN, TAKEN, ALL_TAKEN, ALL_TAKEN);
        assertThat(places.taken()).isEqualTo(3);
    }

    @Test
    void aPlaceThatIsLeftIsFree() {
        // given
        Places places = new Places(1, 1);
        places.enter("a");

        // when
        places.leave("a");

        // then
        assertThat(places.enter("b")).isEqualTo(TAKEN);
    }

    @Test
    void whoIsRefusedTakesNoPlaceFromOthers() throws Exception {
        // given
        Places places = new Places(2, 1);
        places.enter("greedy");
        AtomicBoolean over = new AtomicBoolean();
        Callable<Boolean> asking = () -> {
            boolean refused = true;
            while (!over.get()) {
                refused &= places.enter("greedy") != TAKEN;
            }
            return refused;
        };

        // when
        try (var crowd = Executors.newFixedThreadPool(2)) {
            List<Future<Boolean>> greedy = List.of(crowd.submit(asking), crowd.submit(asking));
            boolean served = true;
            for (int i = 0; i < 100_000 && served; i++) {
                served = places.enter("modest") == TAKEN;
                places.leave("modest");
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
    void noneIsLostInACrowd() throws Exception {
        // given
        Places places = new Places(3, 3);
        Callable<Boolean> comingAndGoing = () -> {
            for (int i = 0; i < 10_000; i++) {
                if (places.enter("a") == TAKEN) {
                    places.leave("a");
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
        assertThat(places.taken()).isZero();
        assertThat(Stream.of("a", "a", "a", "a").map(places::enter)).containsExactly(TAKEN, TAKEN, TAKEN, ALL_TAKEN);
    }
}
