package dev.interleave.access.token.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interleave.SettableClock;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;

/// An issuer that is not there is asked now and then, not by everybody.
class BackoffJwtDecoderTest {

    private static final Jwt GOOD =
            Jwt.withTokenValue("t").header("alg", "RS256").subject("a").build();

    private final SettableClock clock = new SettableClock();
    private final AtomicInteger asked = new AtomicInteger();
    private final Queue<Supplier<Jwt>> answers = new ArrayDeque<>();
    private final BackoffJwtDecoder decoder = new BackoffJwtDecoder(
            token -> {
                asked.incrementAndGet();
                return answers.remove().get();
            },
            clock);

    @Test
    void anIssuerThatIsAwayIsLeftAloneForAWhile() {
        answers.add(BackoffJwtDecoderTest::away);
        answers.add(() -> GOOD);

        assertThatThrownBy(() -> decoder.decode("t")).isInstanceOf(JwtException.class);
        assertThatThrownBy(() -> decoder.decode("t")).isInstanceOf(JwtException.class);
        assertThat(asked).hasValue(1);
        clock.forward(BackoffJwtDecoder.BACKOFF);

        assertThat(decoder.decode("t")).isSameAs(GOOD);
        assertThat(asked).hasValue(2);
    }

    @Test
    void badTokensDoNotKeepOutGoodOnes() {
        answers.add(BackoffJwtDecoderTest::bad);
        answers.add(() -> GOOD);
        answers.add(BackoffJwtDecoderTest::unknownKeyWhileAway);
        answers.add(() -> GOOD);

        assertThatThrownBy(() -> decoder.decode("t")).isInstanceOf(BadJwtException.class);
        assertThat(decoder.decode("t")).isSameAs(GOOD);
        assertThatThrownBy(() -> decoder.decode("t")).isInstanceOf(JwtException.class);
        assertThat(decoder.decode("t")).isSameAs(GOOD);
    }

    private static Jwt away() {
        throw new JwtDecoderInitializationException("away", new IllegalStateException());
    }

    private static Jwt bad() {
        throw new BadJwtException("bad");
    }

    private static Jwt unknownKeyWhileAway() {
        throw new JwtException("away");
    }
}
