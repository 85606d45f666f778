package dev.interleave.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.context.SecurityContextHolder;

class CurrentCallerTest {

    private static final Caller ALICE = new Caller("key", "alice", Role.SUBMITTER);
    private static final Caller BOB = new Caller("key", "bob", Role.READER);

    private final CurrentCaller caller = new CurrentCaller();

    @AfterEach
    void clear() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void actsForAnotherCallerDuringTheAction() {
        assertThat(caller.callAs(ALICE, caller::get)).isEqualTo(ALICE);
        assertThat(caller.find()).isEmpty();
    }

    @Test
    void restoresTheCallerAfterAnException() {
        caller.callAs(ALICE, () -> {
            assertThatThrownBy(() -> caller.callAs(BOB, () -> {
                        throw new IllegalStateException(caller.owner());
                    }))
                    .hasMessage("bob");
            assertThat(caller.get()).isEqualTo(ALICE);
            return true;
        });
    }
}
