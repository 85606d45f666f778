package dev.interleave.rest.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@Timeout(20)
class EventStreamsTest {

    private static final int LIMIT = 2;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicBoolean welcome = new AtomicBoolean(true);
    private final EventStreams streams = streams(LIMIT, registry);
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1/events");

    @Test
    void writesEventsInTheFormatOfTheStandard() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        streams.serve(request, response, stream -> {
            stream.send("state", "a-1", "{\"x\":\"é\"}");
            stream.send("progress", "a-2", "{}");
        });

        assertThat(response.getContentType()).isEqualTo("text/event-stream");
        assertThat(new String(response.getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("event: state\nid: a-1\ndata: {\"x\":\"é\"}\n\nevent: progress\nid: a-2\ndata: {}\n\n");
    }

    @Test
    void limitsTheNumberOfStreams() throws Exception {
        CountDownLatch listening = new CountDownLatch(LIMIT);
        CountDownLatch over = new CountDownLatch(1);
        for (int i = 0; i < LIMIT; i++) {
            Thread.ofVirtual()
                    .start(() -> streams.serve(request, new MockHttpServletResponse(), _ -> {
                        listening.countDown();
                        awaitUninterrupted(over);
                    }));
        }
        listening.await();

        assertThat(registry.get("interleave.event.streams").gauge().value()).isEqualTo(LIMIT);
        assertThatThrownBy(() -> streams.serve(request, new MockHttpServletResponse(), _ -> {}))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.type()).isEqualTo(ProblemType.TOO_MANY_STREAMS);
                    assertThat(problem.headers()).containsEntry("Retry-After", "10");
                });
        over.countDown();
    }

    @Test
    void limitsTheStreamsOfAnAddress() throws Exception {
        EventStreams shared = streams(1, new SimpleMeterRegistry());
        MockHttpServletRequest elsewhere = new MockHttpServletRequest("GET", "/v1/events");
        elsewhere.setRemoteAddr("192.0.2.1");
        MockHttpServletResponse served = new MockHttpServletResponse();
        for (int i = 0; i <= LIMIT; i++) {
            shared.serve(request, new MockHttpServletResponse(), _ -> {
                assertThatThrownBy(() -> shared.serve(request, new MockHttpServletResponse(), _ -> {}))
                        .hasMessageContaining("Your address has 1 ");
                shared.serve(elsewhere, served, stream -> stream.send("state", "a", "{}"));
            });
        }

        assertThat(served.getContentAsString()).hasLineCount(4 * (LIMIT + 1));
    }

    @Test
    void freesThePlaceHoweverAStreamEnds() {
        for (int i = 0; i < LIMIT; i++) {
            streams.serve(request, new MockHttpServletResponse(), _ -> {
                throw new IOException("the client is gone");
            });
            streams.serve(request, new MockHttpServletResponse(), _ -> {
                throw new QueryTimeoutException("the store is slow");
            });
        }
        assertThatThrownBy(() -> streams.serve(request, new MockHttpServletResponse(), _ -> {
                    throw new IllegalStateException("a mistake");
                }))
                .hasMessage("a mistake");

        assertThat(registry.get("interleave.event.streams").gauge().value()).isZero();
    }

    @Test
    void endsAllStreamsWhenTheServiceStops() throws Exception {
        CountDownLatch listening = new CountDownLatch(1);
        Thread stream = Thread.ofVirtual()
                .start(() -> streams.serve(request, new MockHttpServletResponse(), told -> {
                    listening.countDown();
                    while (told.isOpen()) {
                        told.pause(Duration.ofHours(1));
                    }
                }));
        listening.await();
        streams.endAll(new ContextClosedEvent(new GenericApplicationContext()));

        stream.join();
    }

    @Test
    void endsAStreamThatIsNoLongerAuthorized() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        streams.serve(request, response, stream -> {
            assertThat(stream.isOpen()).isTrue();
            welcome.set(false);
            while (stream.isOpen()) {
                stream.pause(Duration.ofMillis(10));
            }
            stream.send("last", "b", "{}");
        });

        assertThat(response.getContentAsString()).contains("last");
    }

    @Test
    void answersHeadWithoutABody() {
        MockHttpServletResponse response = new MockHttpServletResponse();
        streams.serve(new MockHttpServletRequest("HEAD", "/v1/events"), response, stream -> stream.send("a", "b", "c"));

        assertThat(response.getContentAsByteArray()).isEmpty();
        assertThat(response.getContentType()).isEqualTo("text/event-stream");
    }

    private EventStreams streams(int perAddress, MeterRegistry meters) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("check", (StreamAuthorizer) _ -> welcome::get);
        return new EventStreams(
                new EventStreamLimits(LIMIT, perAddress), meters, beans.getBeanProvider(StreamAuthorizer.class));
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
