package dev.interleave.rest.sse;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.request.ConnectionLimiter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Opens streams of server-sent events (WHATWG, HTML Standard, section 9.2). Thread-safe.
///
/// The virtual thread of the request writes straight to the connection, so unread events never exceed the
/// buffers of the connection. The container's write timeout ends a stream whose client does not read. The
/// number of streams is limited, in total and per address. All streams end when the service stops, and a stream
/// ends when the credentials of its client do.
@Component
public final class EventStreams {

    /// Without a charset: the format has only one.
    public static final String MEDIA_TYPE = "text/event-stream";

    private static final Logger log = LoggerFactory.getLogger(EventStreams.class);
    private static final String RETRY_AFTER_SECONDS = "10";

    /// What is sent on a stream.
    @FunctionalInterface
    public interface Story {

        /// Tells until there is nothing more to tell, or [EventStream#isOpen()] is false.
        ///
        /// @param stream where to
        /// @throws IOException if the client has closed the connection
        void tell(EventStream stream) throws IOException;
    }

    private final EventStreamLimits limits;
    private final ConnectionLimiter connectionLimiter;
    private final ObjectProvider<StreamAuthorizer> check;
    private final CountDownLatch closed = new CountDownLatch(1);

    EventStreams(EventStreamLimits limits, MeterRegistry registry, ObjectProvider<StreamAuthorizer> check) {
        this.limits = limits;
        this.check = check;
        this.connectionLimiter = new ConnectionLimiter(limits.eventStreams(), limits.eventStreamsPerAddress());
        Gauge.builder("interleave.event.streams", connectionLimiter, ConnectionLimiter::taken)
                .description("Streams of server-sent events that are open")
                .register(registry);
    }

    /// Answers a request with a stream. Returns when that has ended, in whatever way.
    ///
    /// @param request `GET` or `HEAD`
    /// @param response not committed
    /// @param story what to send; throws before the first event if the answer is to be a problem
    /// @throws ProblemException if there are too many streams
    public void serve(HttpServletRequest request, HttpServletResponse response, Story story) {
        String address = request.getRemoteAddr();
        enter(address);
        try {
            begin(response);
            if (!request.getMethod().equals("HEAD")) {
                response.flushBuffer(); // a client knows that it is heard, even if there is nothing to tell yet
                story.tell(new EventStream(this, response.getOutputStream(), mayListen(request)));
            }
        } catch (IOException e) {
            log.debug("The client closed the event stream {}", request.getRequestURI(), e);
        } catch (DataAccessException e) {
            log.warn("Closed the event stream {} because the store failed: {}", request.getRequestURI(), e.toString());
        } finally {
            connectionLimiter.leave(address);
        }
    }

    private BooleanSupplier mayListen(HttpServletRequest request) {
        StreamAuthorizer listeners = check.getIfAvailable();
        return listeners == null ? () -> true : listeners.of(request);
    }

    private void enter(String address) {
        switch (connectionLimiter.enter(address)) {
            case TAKEN -> {}
            case ALL_TAKEN -> throw tooMany("There are " + limits.eventStreams() + " streams of events already.");
            case SHARE_TAKEN ->
                throw tooMany("Your address has " + limits.eventStreamsPerAddress() + " streams of events already.");
        }
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /// Waits for some time, or until the service stops.
    void pause(Duration time) {
        try {
            closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @EventListener
    void endAll(ContextClosedEvent event) {
        closed.countDown();
    }

    private static void begin(HttpServletResponse response) {
        response.setContentType(MEDIA_TYPE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // a common proxy would hold events back
    }

    private static ProblemException tooMany(String why) {
        return new ProblemException(ProblemType.TOO_MANY_STREAMS, why + " Poll instead, or try again later.")
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
}
