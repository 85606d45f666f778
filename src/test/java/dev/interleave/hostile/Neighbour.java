package dev.interleave.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.rest.RawHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A well-behaved client that submits jobs while others attack.
final class Neighbour {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String BODY = "{\"n\":20}";
    private static final String REQUEST = "POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nPrefer: wait=5\r\nContent-Length: " + BODY.length() + "\r\n\r\n"
            + BODY;

    private final AtomicBoolean leaving = new AtomicBoolean();
    private final Thread thread;
    private int served;
    private Duration longest = Duration.ZERO;
    private @Nullable Throwable refused;

    Neighbour(int port) {
        thread = Thread.ofPlatform().name("neighbour").start(() -> ask(port));
    }

    private void ask(int port) {
        long start = 0;
        try {
            do {
                start = System.nanoTime();
                assertThat(RawHttp.send(port, REQUEST).body()).contains("2432902008176640000");
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                longest = took.compareTo(longest) > 0 ? took : longest;
                served++;
            } while (!leaving.get());
        } catch (IOException | AssertionError e) {
            refused = new AssertionError(
                    served + " were served; then, after " + Duration.ofNanos(System.nanoTime() - start), e);
        }
    }

    /// The harm is over: was everybody served all the while?
    void leave() throws InterruptedException {
        leaving.set(true);
        thread.join();
        assertThat(refused).isNull();
        assertThat(served).isPositive();
        assertThat(longest).as(served + " requests").isLessThan(PATIENCE);
    }
}
