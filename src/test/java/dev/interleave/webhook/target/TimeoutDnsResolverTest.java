package dev.interleave.webhook.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimeoutDnsResolverTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final CountDownLatch silence = new CountDownLatch(1);

    @AfterEach
    void endTheSilence() {
        silence.countDown();
    }

    @Test
    void knowsAddresses() throws Exception {
        try (TimeoutDnsResolver names = new TimeoutDnsResolver()) {
            assertThat(names.resolve("127.0.0.1")).containsExactly(InetAddress.ofLiteral("127.0.0.1"));
            assertThat(names.resolve("::1")).containsExactly(InetAddress.ofLiteral("::1"));
        }
    }

    @Test
    void asksOnNoVirtualThread() throws Exception {
        CountDownLatch onPlatformThread = new CountDownLatch(1);
        HostResolver lookup = _ -> {
            if (!Thread.currentThread().isVirtual()) {
                onPlatformThread.countDown();
            }
            return List.of(InetAddress.ofLiteral("127.0.0.1"));
        };
        try (TimeoutDnsResolver names = new TimeoutDnsResolver(lookup, LONG, 1)) {
            Thread.ofVirtual().start(() -> resolve(names, "any.test")).join();
        }

        assertThat(onPlatformThread.getCount()).isZero();
    }

    @Test
    void doesNotWaitForeverForAnAnswer() {
        try (TimeoutDnsResolver names = new TimeoutDnsResolver(this::hang, Duration.ofMillis(20), 1)) {
            assertThatThrownBy(() -> names.resolve("silent.test")).isInstanceOf(UnknownHostException.class);
        }
    }

    @Test
    void aNameThatHangsHoldsUpNoOther() throws Exception {
        HostResolver lookup =
                host -> host.equals("silent.test") ? hang(host) : List.of(InetAddress.ofLiteral("127.0.0.1"));
        try (TimeoutDnsResolver names = new TimeoutDnsResolver(lookup, LONG, 301)) {
            for (int i = 0; i < 300; i++) {
                Thread.ofVirtual().start(() -> resolve(names, "silent.test"));
            }
            assertThat(names.resolve("well.test")).hasSize(1);
            silence.countDown();
        }
    }

    @Test
    void whoFindsAllThreadsBusyIsToldSo() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        HostResolver lookup = host -> {
            busy.countDown();
            return hang(host);
        };
        try (TimeoutDnsResolver names = new TimeoutDnsResolver(lookup, LONG, 1)) {
            Thread.ofVirtual().start(() -> resolve(names, "silent.test"));
            busy.await();

            assertThatThrownBy(() -> names.resolve("well.test"))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("too many");
        }
    }

    @Test
    void whatIsNotKnownIsNotKnown() {
        HostResolver lookup = host -> {
            throw new UnknownHostException(host);
        };
        try (TimeoutDnsResolver names = new TimeoutDnsResolver(lookup, LONG, 1)) {
            assertThatThrownBy(() -> names.resolve("nowhere.test")).isInstanceOf(UnknownHostException.class);
        }
    }

    private List<InetAddress> hang(String host) throws UnknownHostException {
        try {
            silence.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new UnknownHostException(host);
    }

    private static void resolve(HostResolver names, String host) {
        try {
            assertThat(names.resolve(host)).isNotEmpty();
        } catch (UnknownHostException e) {
            assertThat(e).isNotNull(); // when the test is over
        }
    }
}
